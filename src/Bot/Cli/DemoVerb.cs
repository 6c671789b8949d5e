using System.CommandLine;
using IncidentBot.Demo;

namespace IncidentBot.Cli;

/// <summary><c>demo</c>: the main job on a simulated service that really loses its primary; in the browser, or by itself with <c>--headless</c>.</summary>
internal static class DemoVerb
{
    internal static Command Create()
    {
        var headless = new Option<bool>("--headless") { Description = "Scripted people act; the transcript is printed and the exports are written." };
        var output = new Option<string>("--out") { Description = "Where the exports and summary.json go.", HelpName = "DIR", DefaultValueFactory = _ => "out" };
        var port = SimOptions.Number("--port", 5080, 0, 65535, "The port of the page on loopback; 0 takes a free one.");
        var data = new Option<string?>("--data") { Description = "Where the demo keeps its data; a fresh temporary folder if not given.", HelpName = "DIR" };
        var seed = SimOptions.Number("--seed", 1, int.MinValue, int.MaxValue, "Another seed gives other lags, rates and losses.");
        var broken = new Option<string?>("--break") { Description = "\"target\": the target region is unhealthy, and the failover must be refused.", HelpName = "target" };
        UsageFaults.OneOf(broken, "target");
        var failback = new Option<bool>("--failback") { Description = "With --headless: the lost region comes back, and a planned switchover moves the service home without loss." };
        var command = new Command("demo", "Play an incident on a simulated two-region service; needs no account.") { headless, output, port, data, seed, broken, failback };
        command.Validators.Add(result =>
        {
            if (result.GetValue(failback) && (!result.GetValue(headless) || result.GetResult(broken) is not null))
            {
                result.AddError("--failback needs --headless, and a target that is not broken");
            }
        });
        command.SetAction((parsed, cancel) => DemoRun.Run(
            new DemoSettings(
                parsed.GetValue(headless), parsed.GetValue(output)!, parsed.GetValue(port), parsed.GetValue(data), parsed.GetValue(seed),
                parsed.GetValue(broken) is not null, parsed.GetValue(failback)),
            parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, cancel));
        return command;
    }
}
