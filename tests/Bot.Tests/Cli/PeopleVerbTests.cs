using System.CommandLine;
using IncidentBot.Bot.Tests.Store;
using IncidentBot.Cli;
using IncidentBot.People;
using Xunit;

namespace IncidentBot.Bot.Tests.Cli;

public sealed class PeopleVerbTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Enrolling_prints_the_secret_once_and_the_codes_of_it_are_good()
    {
        var (code, output, error) = await Run("maya");
        Assert.Equal(0, code);
        var secret = output.Split('\n').Single(l => l.StartsWith("secret: ", StringComparison.Ordinal))["secret: ".Length..].Trim();
        Assert.Contains($"otpauth://totp/IncidentBot:maya?secret={secret}&issuer=IncidentBot&algorithm=SHA1&digits=6&period=30", output, StringComparison.Ordinal);
        Assert.Contains("alone", error, StringComparison.Ordinal);
        Assert.Equal(secret, SecretText.Write(new Enrolments(folder.Sub("data")).Secret("maya")!.Value.Secret));

        Assert.Equal(1, (await Run("maya")).Code);
        var again = await Run("maya", "--replace");
        Assert.Equal(0, again.Code);
        Assert.DoesNotContain(secret, again.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("greta")]
    [InlineData("../maya")]
    public async Task Only_people_who_could_press_are_enrolled(string person)
    {
        var (code, output, error) = await Run(person);

        Assert.Equal(64, code);
        Assert.Empty(output);
        Assert.Contains("Known: maya.", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Sub("data/step-up")));
    }

    private async Task<(int Code, string Output, string Error)> Run(params string[] arguments)
    {
        await File.WriteAllTextAsync(folder.Sub("s.json"),
            $$"""{ "Store": { "Folder": "{{folder.Sub("data")}}" }, "People": { "List": [ { "Id": "maya", "Name": "Maya", "Roles": ["commander"] }, { "Id": "greta", "Name": "Greta", "Guest": true } ] } }""",
            TestContext.Current.CancellationToken);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.Run(["people", "enroll", .. arguments, "--config", folder.Sub("s.json")],
            new InvocationConfiguration { Output = output, Error = error }, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
