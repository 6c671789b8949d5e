using System.Text.Json;
using IncidentBot.Demo;

namespace IncidentBot.Acceptance.Faults;

/// <summary>The settings file of a node: one plan, three people, the local chat to speak through, and alarms by SNS.</summary>
internal static class FaultSettings
{
    /// <param name="store">The section "Store".</param>
    /// <param name="plans">The folder of plans.</param>
    /// <param name="armed">How long the plan lets a failover be armed.</param>
    internal static async Task Write(string path, Uri address, object store, string outside, string plans, string armed, CancellationToken cancel)
    {
        var settings = new
        {
            Web = new { Urls = address.GetLeftPart(UriPartial.Authority) },
            Store = store,
            Plans = new { Folder = Path.Combine(AppContext.BaseDirectory, "Faults", "plans", plans), Variables = new { outside, armed } },
            Updates = new { Templates = Path.Combine(AppContext.BaseDirectory, "Crashes", "templates") },
            People = new { List = new[] { Person("maya", "commander", "comms-lead"), Person("dario", "data-owner"), Person("ravi", "responder") } },
            Chat = new { Local = new { Enabled = true, Personas = new[] { Persona("maya"), Persona("dario"), Persona("ravi") } } },
            Alarms = new
            {
                Accounts = new[] { DemoAlarm.Account },
                Regions = new[] { "us-east-1" },
                Sns = new { TopicArns = new[] { DemoAlarm.TopicArn } },
                Rules = new[] { new { AlarmName = "checkout-*", Service = "checkout", Plan = "checkout", Severity = "sev1" } },
            },
        };
        await File.WriteAllTextAsync(path, JsonSerializer.Serialize(settings), cancel);
    }

    private static object Person(string id, params string[] roles) => new { Id = id, Name = id, Roles = roles };

    private static object Persona(string id) => new { Id = id, Name = id };
}
