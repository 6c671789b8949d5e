using IncidentBot.Workflow.Plans;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace IncidentBot.Plans;

/// <summary>Reads a YAML text into positioned nodes. The text is hostile: size, depth and number of nodes are bounded, and anchors, aliases and tags are refused.</summary>
internal sealed class PlanYaml
{
    /// <summary>The longest text that is read, in characters.</summary>
    public const int LongestText = 262_144;

    private const int Deepest = 16;
    private const int LongestReason = 200;
    private const int MostNodes = 20_000;

    private readonly string file;
    private readonly List<PlanFault> faults = [];
    private readonly Parser parser;
    private int nodes;

    /// <summary>The parser ends some malformed texts without an end of the document and without an exception.</summary>
    private ParsingEvent Current => parser.Current ?? throw new SemanticErrorException("the text ends too early");

    private PlanYaml(string text, string file)
    {
        this.file = file;
        parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
    }

    /// <summary>The tree, or null when the text is no YAML at all; faults may come with a tree. Never throws for any text.</summary>
    public static (PlanNode? Root, IReadOnlyList<PlanFault> Faults) Read(string text, string file)
    {
        if (text.Length > LongestText)
        {
            return (null, [new PlanFault(file, 1, 1, "too-large", "the file is too large", $"{text.Length} characters", $"write at most {LongestText}")]);
        }

        var reader = new PlanYaml(text, file);
        try
        {
            return (reader.Document(), reader.faults);
        }
        catch (YamlException e)
        {
            reader.Fault(reader.Reached(e.Start), "syntax", $"this is not YAML: {Reason(e)}", null, "check indentation, quotes and brackets here and on the lines next to it");
        }

        return (null, reader.faults);
    }

    private PlanNode? Document()
    {
        Move();
        Move();
        if (Current is not DocumentStart)
        {
            Fault(new Mark(), "syntax", "the file is empty", null, "begin with `service: NAME`");
            return null;
        }

        Move();
        var root = Node(0);
        Move();
        if (root is not null && Current is not StreamEnd)
        {
            Fault(Current.Start, "syntax", "a second document begins", null, "write one plan a file, without a line of `---`");
        }

        return root;
    }

    /// <summary>Reads the node at the current event and leaves the event after it current; null stops all reading.</summary>
    private PlanNode? Node(int depth)
    {
        var at = Current;
        if (depth > Deepest || ++nodes > MostNodes)
        {
            Fault(at.Start, "too-large", depth > Deepest ? "values are nested too deeply" : "there are too many values", null,
                depth > Deepest ? $"nest at most {Deepest} levels" : $"write at most {MostNodes}");
            return null;
        }

        if (at is NodeEvent { Anchor.IsEmpty: false } or AnchorAlias)
        {
            Fault(at.Start, "alias", "anchors and aliases are not read", null, "write the value out: a plan is read by people under stress, top to bottom");
        }
        else if (at is NodeEvent { Tag.IsEmpty: false })
        {
            Fault(at.Start, "tag", "tags are not read", null, "remove the word that begins with `!`");
        }

        return at switch
        {
            MappingStart => Map(at.Start, depth),
            SequenceStart => List(at.Start, depth),
            Scalar scalar => Single(scalar),
            _ => Single(null),
        };
    }

    private PlanNode.Scalar Single(Scalar? scalar)
    {
        var mark = Current.Start;
        Move();
        return new PlanNode.Scalar(Text(scalar), (int)mark.Line, (int)mark.Column) { TextColumn = Column(scalar) };
    }

    private PlanNode.List? List(Mark start, int depth)
    {
        var items = new List<PlanNode>();
        Move();
        while (Current is not SequenceEnd)
        {
            if (Node(depth + 1) is not { } item)
            {
                return null;
            }

            items.Add(item);
        }

        Move();
        return new PlanNode.List(items, (int)start.Line, (int)start.Column);
    }

    private PlanNode.Map? Map(Mark start, int depth)
    {
        var entries = new List<PlanEntry>();
        Move();
        while (Current is not MappingEnd)
        {
            var mark = Current.Start;
            if (Node(depth + 1) is not { } key || Node(depth + 1) is not { } value)
            {
                return null;
            }

            if (key is not PlanNode.Scalar { Text: var name })
            {
                Fault(mark, "wrong-type", "a key is a list or a map", null, "write a plain word before the colon");
            }
            else if (entries.Any(e => e.Key == name))
            {
                Fault(mark, "duplicate-key", "a key is written twice", PlanFault.Quote(name), "keep one of the two");
            }
            else
            {
                entries.Add(new PlanEntry(name, key.Line, key.Column, value));
            }
        }

        Move();
        return new PlanNode.Map(entries, (int)start.Line, (int)start.Column);
    }

    /// <summary>Plain <c>~</c> and <c>null</c> are written for nothing.</summary>
    /// <summary>Only text that is written as it reads: as long as its place is wide, but for the quotes.</summary>
    private static int? Column(Scalar? scalar)
    {
        var quotes = scalar?.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted ? 1 : 0;
        return scalar is not null && scalar.Start.Line == scalar.End.Line && scalar.End.Column - scalar.Start.Column == scalar.Value.Length + (2 * quotes)
            ? (int)scalar.Start.Column + quotes : null;
    }

    private static string Text(Scalar? scalar) =>
        scalar is null or { Style: ScalarStyle.Plain, Value: "~" or "null" } ? "" : scalar.Value;

    /// <summary>The parser answers some malformed texts (broken directives, stray markers) with exceptions of its internals.</summary>
    private void Move()
    {
        try
        {
            parser.MoveNext();
        }
        catch (Exception e) when (e is not (YamlException or OutOfMemoryException))
        {
            throw new SyntaxErrorException("the text breaks off the form of YAML", e);
        }
    }

    private void Fault(Mark at, string rule, string problem, string? found, string instead) =>
        faults.Add(new PlanFault(file, Math.Max(1, (int)at.Line), Math.Max(1, (int)at.Column), rule, problem, found, instead));

    /// <summary>Where the trouble is: the parser sometimes names the start of the whole map, long before the place it had reached.</summary>
    private Mark Reached(Mark named) => parser.Current is { } last && last.End.Index > named.Index ? last.End : named;

    /// <summary>The parser's own words, without control characters that it may have quoted from the text.</summary>
    private static string Reason(YamlException e) =>
        string.Concat(e.Message.TrimEnd('.').Take(LongestReason).Select(c => char.IsControl(c) ? '?' : c));
}
