namespace IncidentBot.Demo;

/// <summary>The people of the demo, with the roles that the directory gives them.</summary>
internal static class DemoCast
{
    internal const string Commander = "maya";
    internal const string DataOwner = "dario";
    internal const string Executive = "elin";
    internal const string Responder = "ravi";
    internal const string Stakeholder = "sam";

    internal static IReadOnlyList<(string Id, string Name, string[] Roles, bool Guest)> People { get; } =
    [
        (Commander, "Maya (commander)", ["commander", "deputy", "comms-lead"], false),
        (DataOwner, "Dario (data owner)", ["data-owner"], false),
        (Executive, "Elin (executive)", ["executive"], false),
        (Responder, "Ravi (responder)", ["responder", "on-call-lead"], false),
        (Stakeholder, "Sam (stakeholder)", [], true),
    ];

    /// <summary>The demo's configuration, over the shipped one: personas, people, topic, addresses of the simulated service.</summary>
    internal static Dictionary<string, string?> Configuration(string data, int port, SimulatedService world)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Store:Folder"] = data,
            ["Web:Urls"] = $"http://127.0.0.1:{port}",
            ["Chat:Local:Enabled"] = "true",
            ["Alarms:Sns:TopicArns:0"] = DemoAlarm.TopicArn,
            ["Alarms:Accounts:0"] = DemoAlarm.Account,
            ["Alarms:Regions:0"] = "us-east-1",
            ["Plans:Variables:edge"] = world.Edge.GetLeftPart(UriPartial.Authority),
            ["Plans:Variables:primaryUrl"] = world.Primary.GetLeftPart(UriPartial.Authority),
            ["Plans:Variables:targetUrl"] = world.Target.GetLeftPart(UriPartial.Authority),
        };
        for (var i = 0; i < People.Count; i++)
        {
            var (id, name, roles, guest) = People[i];
            settings[$"Chat:Local:Personas:{i}:Id"] = settings[$"People:List:{i}:Id"] = id;
            settings[$"Chat:Local:Personas:{i}:Name"] = settings[$"People:List:{i}:Name"] = name;
            settings[$"People:List:{i}:Guest"] = guest ? "true" : "false";
            for (var r = 0; r < roles.Length; r++)
            {
                settings[$"People:List:{i}:Roles:{r}"] = roles[r];
            }
        }

        return settings;
    }
}
