using System.CommandLine;
using IncidentBot.Demo;
using Xunit;

namespace IncidentBot.Bot.Tests.Demo;

public sealed class SimVerbTests
{
    [Theory]
    [InlineData("region --name us-east-1 --port 20001 --data d --role primary")]
    [InlineData("region --name eu-west-1 --port 20001 --data d --role replica --upstream http://127.0.0.1:2 --lag-ms 10 --seed 3 --parent 1")]
    [InlineData("edge --port 20001 --data d --primary a=http://127.0.0.1:1 --target b=http://127.0.0.1:2 --rate 5 --seed 4")]
    public void The_documented_lines_are_accepted(string line) => Assert.Empty(Errors(line));

    [Theory]
    [InlineData("region --name us-east-1 --port 20001 --data d --role replica", "--role replica needs --upstream URL")]
    [InlineData("region --name us_east/1 --port 20001 --data d --role primary", "--name must be")]
    [InlineData("region --name a --port 70000 --data d --role primary", "--port must be a whole number from 1 to 65535, not '70000'")]
    [InlineData("region --name a --port x --data d --role primary", "--port must be a whole number from 1 to 65535, not 'x'")]
    [InlineData("region --name a --port 1 --data d --role replica --upstream http://example.com", "--upstream must be http://127.0.0.1:PORT")]
    [InlineData("edge --port 1 --data d --primary a=http://127.0.0.1:1 --target a=http://127.0.0.1:2", "must name two regions")]
    [InlineData("edge --port 1 --data d --primary a --target b=http://127.0.0.1:2", "--primary must be NAME=http://127.0.0.1:PORT, not 'a'")]
    [InlineData("edge --port 1 --data d --primary a=http://127.0.0.1:1 --target b=http://127.0.0.1:2 --rate 0", "--rate must be a whole number from 1 to 1000, not '0'")]
    public void What_does_not_fit_is_refused_with_the_rule(string line, string reason) =>
        Assert.Contains(Errors(line), error => error.Contains(reason, StringComparison.Ordinal));

    [Fact]
    public void The_verb_is_hidden() => Assert.True(SimVerb.Create().Hidden);

    [Fact]
    public void The_program_finds_itself_in_each_way_of_being_started()
    {
        Assert.Equal(("/app/incidentbot", null), OwnExecutable.Find("/app/incidentbot", "/app", _ => true));
        Assert.Equal(("/usr/bin/dotnet", "/app/incidentbot.dll"), OwnExecutable.Find("/usr/bin/dotnet", "/app", _ => true));
        Assert.Equal(("/app/incidentbot", null), OwnExecutable.Find("/app/Bot.Tests", "/app", _ => true));
        Assert.Equal(("dotnet", "/app/incidentbot.dll"), OwnExecutable.Find("/app/Bot.Tests", "/app", file => file.EndsWith(".dll", StringComparison.Ordinal)));
        Assert.Throws<InvalidOperationException>(() => OwnExecutable.Find("/app/Bot.Tests", "/app", _ => false));
    }

    private static IEnumerable<string> Errors(string line) =>
        new RootCommand { SimVerb.Create() }.Parse($"sim {line}").Errors.Select(error => error.Message);
}
