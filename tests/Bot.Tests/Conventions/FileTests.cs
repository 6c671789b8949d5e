using Xunit;

namespace IncidentBot.Bot.Tests.Conventions;

public sealed class FileTests
{
    private const int MostLines = 300;

    [Fact]
    public void No_file_has_more_than_three_hundred_lines() =>
        Assert.Empty(TooLong(Repository.Sources.Select(path => (path, File.ReadLines(Path.Combine(Repository.Root, path)).Count()))));

    [Fact]
    public void A_file_that_is_too_long_is_found() => Assert.Equal(["b.cs"], TooLong([("a.cs", MostLines), ("b.cs", MostLines + 1)]));

    [Fact]
    public void The_tree_is_really_looked_at() => Assert.Contains(Path.Combine("src", "Bot", "Program.cs"), Repository.Sources);

    private static List<string> TooLong(IEnumerable<(string Path, int Lines)> files) => [.. files.Where(f => f.Lines > MostLines).Select(f => f.Path)];
}
