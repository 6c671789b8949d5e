using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace IncidentBot.Workflow.Tests;

public sealed class CanonicalJsonTests
{
    [Fact]
    public void The_example_of_RFC_8785_section_3_2_2_comes_out_as_printed_there()
    {
        const string input = """
            {
              "numbers": [333333333.33333329, 1E30, 4.50,
                          2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """;
        const string expected =
            """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""";
        Assert.Equal(expected, CanonicalJson.Canonicalise(input));
    }

    [Fact]
    public void Members_are_sorted_by_UTF_16_code_units_as_in_section_3_2_3()
    {
        const string input = """
            { "\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
              "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis" }
            """;
        var values = JsonNode.Parse(CanonicalJson.Canonicalise(input))!.AsObject().Select(m => (string)m.Value!);
        Assert.Equal(
            [
                "Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign", "Emoji: Grinning Face",
                "Hebrew Letter Dalet With Dagesh",
            ],
            values);
    }

    [Theory]
    [InlineData("0000000000000000", "0")]
    [InlineData("8000000000000000", "0")]
    [InlineData("0000000000000001", "5e-324")]
    [InlineData("8000000000000001", "-5e-324")]
    [InlineData("7fefffffffffffff", "1.7976931348623157e+308")]
    [InlineData("ffefffffffffffff", "-1.7976931348623157e+308")]
    [InlineData("4340000000000000", "9007199254740992")]
    [InlineData("c340000000000000", "-9007199254740992")]
    [InlineData("4430000000000000", "295147905179352830000")]
    [InlineData("44b52d02c7e14af5", "9.999999999999997e+22")]
    [InlineData("44b52d02c7e14af6", "1e+23")]
    [InlineData("44b52d02c7e14af7", "1.0000000000000001e+23")]
    [InlineData("444b1ae4d6e2ef4e", "999999999999999700000")]
    [InlineData("444b1ae4d6e2ef4f", "999999999999999900000")]
    [InlineData("444b1ae4d6e2ef50", "1e+21")]
    [InlineData("3eb0c6f7a0b5ed8c", "9.999999999999997e-7")]
    [InlineData("3eb0c6f7a0b5ed8d", "0.000001")]
    [InlineData("41b3de4355555553", "333333333.3333332")]
    [InlineData("41b3de4355555554", "333333333.33333325")]
    [InlineData("41b3de4355555555", "333333333.3333333")]
    [InlineData("41b3de4355555556", "333333333.3333334")]
    [InlineData("41b3de4355555557", "333333333.33333343")]
    [InlineData("becbf647612f3696", "-0.0000033333333333333333")]
    [InlineData("43143ff3c1cb0959", "1424953923781206.2")]
    public void The_numbers_of_appendix_B_are_printed_as_there(string bits, string expected)
    {
        var value = BitConverter.Int64BitsToDouble(Convert.ToInt64(bits, 16));
        var literal = value.ToString("E16", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(expected, CanonicalJson.Canonicalise(literal));
        Assert.Equal(expected, CanonicalJson.Write(JsonValue.Create(value)));
    }

    [Theory]
    [InlineData("-0", "0")]
    [InlineData("0e400", "0")]
    [InlineData("12.50", "12.5")]
    [InlineData("1.0", "1")]
    [InlineData("123456789012345", "123456789012345")]
    [InlineData("9007199254740993.0", "9007199254740992")]
    [InlineData("[ ]", "[]")]
    [InlineData("{ }", "{}")]
    [InlineData(" \"/\\u007f\\u2028\" ", "\"/\u007f\u2028\"")]
    [InlineData("""{"b":{"d":1,"c":2},"a":[{"f":1,"e":{}}]}""", """{"a":[{"e":{},"f":1}],"b":{"c":2,"d":1}}""")]
    [InlineData("""{"a":1,"":2,"aa":3,"A":4}""", """{"":2,"A":4,"a":1,"aa":3}""")]
    public void Each_value_has_one_form(string json, string expected) => Assert.Equal(expected, CanonicalJson.Canonicalise(json));

    [Theory]
    [InlineData("9007199254740993", "9007199254740993")]
    [InlineData("-1234567890123456789", "-1234567890123456789")]
    [InlineData("1e309", "1e309")]
    [InlineData("-1e309", "-1e309")]
    [InlineData("1e-400", "1e-400")]
    [InlineData("""{"a":1,"a":1}""", "\"a\" occurs twice")]
    [InlineData("""{"b":1,"a":[{"x":1,"y":2,"\u0078":3}]}""", "\"x\" occurs twice")]
    [InlineData("\"\\ud800\"", "not Unicode")]
    [InlineData("{\"\\udc00\":1}", "not Unicode")]
    [InlineData("NaN", "not JSON")]
    [InlineData("", "not JSON")]
    [InlineData("{} {}", "not JSON")]
    [InlineData("[1,]", "not JSON")]
    [InlineData("{\"a\":1", "not JSON")]
    [InlineData("// no\n1", "not JSON")]
    public void What_has_no_canonical_form_is_refused_with_the_reason(string json, string reason)
    {
        var e = Assert.Throws<CanonicalJsonException>(() => CanonicalJson.Canonicalise(json));
        Assert.Contains(reason, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_surrogate_pair_in_the_text_itself_is_refused() =>
        Assert.Contains("surrogate", Assert.Throws<CanonicalJsonException>(() => CanonicalJson.Canonicalise("\"\ud800\"")).Message, StringComparison.Ordinal);

    [Fact]
    public void Too_many_levels_are_refused()
    {
        var deep = new string('[', 65) + new string(']', 65);
        Assert.Throws<CanonicalJsonException>(() => CanonicalJson.Canonicalise(deep));
        JsonNode node = new JsonArray();
        for (var i = 0; i < 65; i++) node = new JsonArray(node);
        Assert.Throws<CanonicalJsonException>(() => CanonicalJson.Write(node));
    }

    [Fact]
    public void A_tree_is_written_like_its_text()
    {
        var tree = new JsonObject { ["z"] = 1.50m, ["a"] = new JsonArray("x\u0001\"", null, true), ["é"] = "\ud83d\ude00" };
        Assert.Equal("""{"a":["x\u0001\"",null,true],"z":1.5,"é":"😀"}""", CanonicalJson.Write(tree));
        Assert.Equal("null", CanonicalJson.Write((JsonNode?)null));
        using var document = JsonDocument.Parse("""[ {"b":1, "a":2} ]""");
        Assert.Equal("""{"a":2,"b":1}""", CanonicalJson.Write(document.RootElement[0]));
    }

    [Fact]
    public void A_tree_without_a_JSON_form_is_refused()
    {
        Assert.Throws<CanonicalJsonException>(() => CanonicalJson.Write(JsonValue.Create(double.NaN)));
        Assert.Throws<CanonicalJsonException>(() => CanonicalJson.Write(JsonValue.Create("\ud800")));
        Assert.Throws<CanonicalJsonException>(() => CanonicalJson.Write(JsonNode.Parse("""{"a":1,"a":2}""")));
        Assert.Throws<CanonicalJsonException>(() => CanonicalJson.Write(default(JsonElement)));
        Assert.Throws<CanonicalJsonException>(() => CanonicalJson.Quote("\udc00"));
    }

    [Fact]
    public void A_canonical_text_is_given_back_as_it_is()
    {
        const string json = """{"a":[1,2],"b":"x"}""";
        Assert.Same(json, CanonicalJson.Canonicalise(json));
    }
}
