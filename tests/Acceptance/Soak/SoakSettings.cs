using System.Text.Json;
using IncidentBot.Workflow;
using IncidentBot.Workflow.Approvals;
using IncidentBot.Workflow.Plans;

namespace IncidentBot.Acceptance.Soak;

/// <summary>The settings file of a node: a plan and an alarm for each service, five people, and the local chat to speak through.</summary>
internal static class SoakSettings
{
    internal const string AlarmKey = "only-for-tests-0123456789-abcdefghij";

    internal const string Account = "123456789012";

    /// <summary>Who speaks; the checks hold every vote against the same list.</summary>
    internal static Roster People { get; } = new(
    [
        new Person("maya", "Maya", [Role.Commander, Role.CommsLead], false, true),
        new Person("dario", "Dario", [Role.DataOwner], false, true),
        new Person("elin", "Elin", [Role.Executive], false, true),
        new Person("ravi", "Ravi", [Role.Responder], false, true),
        new Person("debo", "Debo", [Role.Deputy], false, true),
    ]);

    internal static async Task Write(string path, Uri address, object store, string plans, IReadOnlyList<string> services, SoakOutside outside, CancellationToken cancel)
    {
        var settings = new
        {
            Web = new { Urls = address.GetLeftPart(UriPartial.Authority) },
            Store = store,
            Plans = new { Folder = plans, Variables = new { outside = outside.Address.GetLeftPart(UriPartial.Authority), rehearsal = outside.Rehearsal.GetLeftPart(UriPartial.Authority) } },
            Updates = new { Templates = Path.Combine(AppContext.BaseDirectory, "Crashes", "templates") },
            People = new { List = People.All.Select(p => new { p.Id, p.Name, Roles = p.Roles.Select(Words.Of) }) },
            Chat = new { Local = new { Enabled = true, Personas = People.All.Select(p => new { p.Id, p.Name }) } },
            Alarms = new
            {
                Accounts = new[] { Account },
                Regions = new[] { "us-east-1" },
                EventBridge = new { Enabled = true, Key = AlarmKey },
                Rules = services.Select(s => new { AlarmName = $"{s}-*", Service = s, Severity = "sev1", Plan = s }),
            },
        };
        await File.WriteAllTextAsync(path, JsonSerializer.Serialize(settings), cancel);
    }
}
