using IncidentBot.Store;
using Xunit;

namespace IncidentBot.Bot.Tests.Store.Postgres;

public sealed class PostgresOptionsTests
{
    [Fact]
    public void Sound_options_have_no_fault() => Assert.Empty(Faults(PostgresNode.Options("Host=db;Database=incidentbot;Username=bot")));

    [Fact]
    public void All_faults_are_told_together_each_with_name_rule_and_value()
    {
        var options = PostgresNode.Options("Host=db;Password=hunter2", folder: " ", lease: "1s", every: "soon", node: "a\nb");
        options.Postgres.Schema = "Incident Bot";
        options.Postgres.PasswordFile = "/nowhere/password";
        var faults = Faults(options);
        string[] expected =
        [
            "Store:Folder must name a folder; it is \" \".",
            "Store:Postgres:Connection must be an Npgsql connection string with Host and Database; it has no Database.",
            "Store:Postgres:PasswordFile must be an existing file that holds the password; it is \"/nowhere/password\".",
            "Store:Postgres:Schema must begin with a lower-case letter and hold only lower-case letters, digits and underscores, 40 at most; it is \"Incident Bot\".",
            "Store:Postgres:Node must be at most 60 characters without line breaks; it is \"a\nb\".",
            "Store:Postgres:Lease must be 3s to 5m (write a whole number and a unit, such as 500ms, 90s, 2m, 1m30s or 1h); it is \"1s\".",
            "Store:Postgres:RenewEvery must be 200ms to a third of Store:Postgres:Lease (write a whole number and a unit, such as 500ms, 90s, 2m, 1m30s or 1h); it is \"soon\".",
        ];
        Assert.Equal(expected, faults);
        Assert.DoesNotContain(faults, f => f.Contains("hunter2", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("10s", "4s")]
    [InlineData("3s", "100ms")]
    public void Renewals_must_fit_into_the_lease(string lease, string every) =>
        Assert.Contains("Store:Postgres:RenewEvery must be 200ms to a third", Assert.Single(Faults(PostgresNode.Options("Host=db;Database=d", lease: lease, every: every))), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("Host=db;Database=d;Nonsense=hunter2")]
    public void A_connection_string_that_cannot_be_read_is_refused_and_not_shown(string connection)
    {
        var fault = Assert.Single(Faults(PostgresNode.Options(connection)));
        Assert.StartsWith("Store:Postgres:Connection must be", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kind_that_does_not_fit_is_refused()
    {
        Assert.Equal(["Store:Kind must be \"sqlite\" or \"postgres\"; it is \"oracle\"."], Faults(new StoreOptions { Kind = "oracle" }));
        Assert.Equal(
            ["Store:Kind must be \"postgres\" where Store:Postgres:Connection is set; it is \"sqlite\"."],
            Faults(new StoreOptions { Postgres = new PostgresOptions { Connection = "Host=db;Database=d" } }));
    }

    private static IEnumerable<string> Faults(StoreOptions options) => new StoreOptionsValidator().Validate(null, options).Failures ?? [];
}
