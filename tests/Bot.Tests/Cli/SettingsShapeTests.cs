using IncidentBot.Cli;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace IncidentBot.Bot.Tests.Cli;

public sealed class SettingsShapeTests
{
    [Theory]
    [InlineData("Store:Foldr", "x", "Nothing reads the setting Store:Foldr; Store has Kind, Folder, MostPending, Postgres.")]
    [InlineData("Alarms:Sns:Topics", "x", "Nothing reads the setting Alarms:Sns:Topics; Alarms:Sns has TopicArns, AllowSignatureVersion1.")]
    [InlineData("People:List:0:Guest", "maybe", "People:List:0:Guest must be true or false; it is \"maybe\".")]
    [InlineData("Store:MostPending", "many", "Store:MostPending must be a whole number; it is \"many\".")]
    [InlineData("Web:Limits:Burst:0", "5", "Web:Limits:Burst must be a whole number.")]
    [InlineData("Alarms:Accounts", "123456789012", "Alarms:Accounts must be a list, in square brackets; it is something else.")]
    [InlineData("People:List:Id", "maya", "People:List must be a list, in square brackets; it is something else.")]
    [InlineData("Store:Folder:0", "data", "Store:Folder must be one text, not an object or a list; it is something else.")]
    [InlineData("Alarms:EventBridge", "a-key-in-the-wrong-place", "Alarms:EventBridge must be an object, in braces; it is something else.")]
    [InlineData("Logging:LogLevel:Default", "Loud", "Logging:LogLevel:Default must be one of Trace, Debug, Information, Warning, Error, Critical, None; it is \"Loud\".")]
    public void A_setting_that_nothing_reads_or_of_the_wrong_kind_is_named_with_what_belongs_there(string key, string value, string fault) =>
        Assert.Equal(fault, Assert.Single(SettingsShape.Faults(Of((key, value)))).Text);

    [Fact]
    public void The_switch_for_stack_traces_is_no_setting() => Assert.Empty(SettingsShape.Faults(Of(("TRACE", "1"))));

    [Fact]
    public void Names_of_variables_programs_and_dimensions_are_free() => Assert.Empty(SettingsShape.Faults(Of(
        ("Plans:Variables:edge", "x"), ("Steps:Allow:psql:Path", "/bin/psql"), ("Steps:Allow:psql:Arguments:0", "-X"),
        ("Alarms:Rules:0:Dimensions:LoadBalancer", "app/*"), ("alarms:rules:0:SERVICE", "checkout"), ("Alarms:Regions", ""))));

    [Fact]
    public void What_is_faulty_is_left_out_with_all_below_it_and_nothing_else()
    {
        var settings = Of(("Store:Folder:0", "data"), ("Store:Folder:1", "more"), ("Store:FolderX", "y"), ("Web:Urls", "http://127.0.0.1:1"));
        var rest = SettingsShape.Without(settings, [new ShapeFault("Store:Folder", "")]);
        Assert.Equal(["Store:FolderX", "Web:Urls"], rest.Keys.Order(StringComparer.Ordinal));
    }

    private static IConfigurationRoot Of(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value)).Build();
}
