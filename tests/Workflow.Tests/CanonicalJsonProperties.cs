using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace IncidentBot.Workflow.Tests;

public sealed class CanonicalJsonProperties
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [Fact]
    public void Canonicalising_twice_changes_nothing() => Prop.ForAll(RandomJson.Arbitrary, node =>
    {
        var once = CanonicalJson.Canonicalise(node.ToJsonString());
        return CanonicalJson.Canonicalise(once) == once && CanonicalJson.Write(node) == once;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_value_survives() => Prop.ForAll(RandomJson.Arbitrary, node =>
        JsonNode.DeepEquals(JsonNode.Parse(CanonicalJson.Write(node)), node)).QuickCheckThrowOnFailure();

    [Fact]
    public void Member_order_and_white_space_do_not_matter() => Prop.ForAll(RandomJson.Arbitrary, node =>
        CanonicalJson.Canonicalise(RandomJson.Reversed(node).ToJsonString(Indented)) == CanonicalJson.Write(node)).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_finite_double_reads_back_as_itself() => Prop.ForAll(
        ArbMap.Default.ArbFor<NormalFloat>(),
        value =>
        {
            var text = CanonicalJson.Write(JsonValue.Create(value.Get));
            return double.Parse(text, CultureInfo.InvariantCulture) == value.Get && CanonicalJson.Canonicalise(text) == text;
        }).QuickCheckThrowOnFailure();
}
