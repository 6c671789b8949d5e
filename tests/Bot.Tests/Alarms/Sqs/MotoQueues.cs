using System.Text.Json.Nodes;
using IncidentBot.Alarms.Sns;
using IncidentBot.Alarms.Sqs;
using IncidentBot.Aws;
using IncidentBot.Bot.Tests.Readings.Aws;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Bot.Tests.Alarms.Sqs;

/// <summary>Topics and queues of two regions in an emulator that is not ours, and the whole bot reading them.</summary>
internal sealed class MotoQueues(Moto moto, CancellationToken cancel)
{
    internal static readonly string[] Regions = ["us-east-1", "eu-west-1"];

    internal string Url => $"{moto.Address}123456789012/alarms";

    internal static string Topic(string region) => $"arn:aws:sns:{region}:123456789012:alarms";

    /// <summary>Each region's topic delivers to the queues of both.</summary>
    internal async Task Create()
    {
        foreach (var region in Regions)
        {
            await moto.Aws(cancel, "--region", region, "sqs", "create-queue", "--queue-name", "alarms", "--attributes", "VisibilityTimeout=60");
            await moto.Aws(cancel, "--region", region, "sns", "create-topic", "--name", "alarms", "--attributes", "SignatureVersion=2");
        }

        foreach (var (from, to) in Regions.SelectMany(f => Regions.Select(t => (f, t))))
        {
            await moto.Aws(cancel, "--region", from, "sns", "subscribe", "--topic-arn", Topic(from), "--protocol", "sqs", "--notification-endpoint", $"arn:aws:sqs:{to}:123456789012:alarms");
        }
    }

    /// <summary>What CloudWatch would publish; the emulator's alarms never do.</summary>
    internal Task Publish(string region, string alarm, DateTimeOffset at)
    {
        var body = new JsonObject
        {
            ["AlarmName"] = alarm,
            ["AlarmArn"] = $"arn:aws:cloudwatch:{region}:123456789012:alarm:{alarm}",
            ["AWSAccountId"] = "123456789012",
            ["OldStateValue"] = "OK",
            ["NewStateValue"] = "ALARM",
            ["NewStateReason"] = "Threshold Crossed",
            ["StateChangeTime"] = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", System.Globalization.CultureInfo.InvariantCulture),
        };
        return Publish(region, body.ToJsonString());
    }

    internal Task Publish(string region, string text) => moto.Aws(cancel, "--region", region, "sns", "publish", "--topic-arn", Topic(region), "--message", text);

    /// <summary>How many messages a queue holds, hidden ones included.</summary>
    internal async Task<int> Left(string region)
    {
        var attributes = (await moto.Aws(cancel, "--region", region, "sqs", "get-queue-attributes", "--queue-url", Url, "--attribute-names", "All"))!.Value.GetProperty("Attributes");
        return new[] { "ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible" }.Sum(a => int.Parse(attributes.GetProperty(a).GetString()!, null));
    }

    /// <summary>The whole bot on a folder, with both queues.</summary>
    /// <param name="endpoint">Where it finds AWS.</param>
    internal WebApplication Bot(string folder, string endpoint, ISigningCertificates certificates) => BotHost.Build(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), builder =>
    {
        var settings = new Dictionary<string, string?>
        {
            ["Store:Folder"] = folder,
            ["Web:Urls"] = "http://127.0.0.1:0",
            ["Aws:Endpoint"] = endpoint,
            ["Alarms:Accounts:0"] = "123456789012",
        };
        for (var i = 0; i < Regions.Length; i++)
        {
            settings[$"Alarms:Regions:{i}"] = Regions[i];
            settings[$"Alarms:Sns:TopicArns:{i}"] = Topic(Regions[i]);
            settings[$"Alarms:Sqs:Queues:{i}:Url"] = Url;
            settings[$"Alarms:Sqs:Queues:{i}:Region"] = Regions[i];
        }

        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(SqsTiming.Usual with { Wait = TimeSpan.FromSeconds(1), Hidden = TimeSpan.FromSeconds(2) });
        builder.Services.AddSingleton(certificates);
        builder.Services.AddSingleton<IAwsIdentity>(new AwsStub.Known());
    });
}
