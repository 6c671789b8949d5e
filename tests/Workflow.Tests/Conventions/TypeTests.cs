using System.Runtime.CompilerServices;
using System.Xml.Linq;
using IncidentBot.Workflow.Incidents;
using Xunit;

namespace IncidentBot.Workflow.Tests.Conventions;

/// <summary>What every type of the rule book keeps to: its name says what it is, and its summary what the name cannot.</summary>
public sealed class TypeTests
{
    private static readonly string[] Vague = ["Manager", "Helper", "Util", "Common", "Impl", "Base"];

    private static readonly Type[] Types =
        [.. typeof(Incident).Assembly.GetTypes().Where(t => !t.IsDefined(typeof(CompilerGeneratedAttribute), false) && !t.Name.Contains('<', StringComparison.Ordinal))];

    [Fact]
    public void Every_public_type_has_a_summary()
    {
        var documented = Summaries(XDocument.Load(Path.ChangeExtension(typeof(Incident).Assembly.Location, ".xml")));

        var missing = Types.Where(t => t.IsVisible && !documented.Contains(IdOf(t))).Select(IdOf).ToList();
        Assert.True(missing.Count == 0, $"Without a summary: {string.Join(", ", missing)}");
    }

    [Fact]
    public void A_type_without_a_summary_is_noticed()
    {
        var documented = Summaries(XDocument.Parse("""
            <doc><members><member name="T:A"><summary>Is.</summary></member><member name="T:B"><summary> </summary></member><member name="T:C"><param name="x">No.</param></member></members></doc>
            """));

        Assert.Equal(["T:A"], documented);
    }

    [Fact]
    public void No_type_has_a_vague_name() => Assert.Empty(Types.Where(t => IsVague(t.Name)).Select(t => t.FullName));

    [Theory]
    [InlineData("IncidentManager", true)]
    [InlineData("TimeUtil", true)]
    [InlineData("StepBase", true)]
    [InlineData("PagingService", true)]
    [InlineData("ServiceRecord", false)]
    [InlineData("ServiceEvent", false)]
    [InlineData("Basis", false)]
    public void A_vague_name_is_noticed(string name, bool vague) => Assert.Equal(vague, IsVague(name));

    /// <summary>"Service" is a word of the domain in front, and a pattern word behind.</summary>
    private static bool IsVague(string name) =>
        Vague.Any(v => name.Contains(v, StringComparison.Ordinal)) || name.EndsWith("Service", StringComparison.Ordinal);

    private static string IdOf(Type type) => "T:" + type.FullName!.Replace('+', '.');

    private static HashSet<string> Summaries(XDocument documentation) =>
        [.. documentation.Descendants("member").Where(m => m.Element("summary")?.Value.Trim().Length > 0).Select(m => (string)m.Attribute("name")!)];
}
