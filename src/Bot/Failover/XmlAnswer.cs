using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;

namespace IncidentBot.Failover;

/// <summary>An answer in XML as the JSON tree that <see cref="Workflow.Plans.AnswerCheck"/> reads: local names, text as text, what comes several times as a list.</summary>
internal static class XmlAnswer
{
    /// <summary>The children of the outermost element. Throws <see cref="XmlException"/>; a document type is refused.</summary>
    internal static JsonElement Read(string xml)
    {
        using var reader = XmlReader.Create(new StringReader(xml), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = xml.Length + 1 });
        return JsonSerializer.SerializeToElement(Of(XElement.Load(reader)));
    }

    private static JsonNode Of(XElement element)
    {
        if (!element.HasElements)
        {
            return JsonValue.Create(element.Value);
        }

        var tree = new JsonObject();
        foreach (var named in element.Elements().GroupBy(e => e.Name.LocalName))
        {
            var nodes = named.Select(Of).ToArray();
            tree[named.Key] = nodes.Length == 1 ? nodes[0] : new JsonArray(nodes);
        }

        return tree;
    }
}
