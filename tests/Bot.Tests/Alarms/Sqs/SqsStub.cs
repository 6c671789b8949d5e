using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Aws;
using IncidentBot.Bot.Tests.Readings.Aws;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace IncidentBot.Bot.Tests.Alarms.Sqs;

/// <summary>One SQS queue on loopback, as strict as the real one: what is received is hidden until a test says that its time is over, and only the newest receipt deletes.</summary>
internal sealed class SqsStub : IAsyncDisposable
{
    private static readonly Lazy<ServiceModel?> Model = new(() => ServiceModel.Load("sqs"));

    private readonly Lock gate = new();
    private readonly List<Held> messages = [];
    private readonly ConcurrentQueue<string> faults = new();
    private readonly WebApplication app;

    private SqsStub(WebApplicationBuilder builder)
    {
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(Answer);
    }

    internal string Url => $"{app.Urls.Single()}/123456789012/alarms";

    internal AwsClient Client => AwsStub.ClientOf(app.Urls.Single());

    /// <summary>What is done instead of answering an operation, until a test takes it away.</summary>
    internal Func<string, HttpContext, Task<bool>>? Instead { get; set; }

    /// <summary>Each call's operation and body.</summary>
    internal ConcurrentQueue<(string Operation, JsonElement Body)> Calls { get; } = new();

    internal int Left
    {
        get
        {
            lock (gate) return messages.Count;
        }
    }

    /// <summary>How often the message that was received most often was given out.</summary>
    internal int MostReceived { get; private set; }

    internal static async Task<SqsStub> Start(CancellationToken cancel)
    {
        var stub = new SqsStub(WebApplication.CreateEmptyBuilder(new WebApplicationOptions()));
        await stub.app.StartAsync(cancel);
        return stub;
    }

    internal void Send(string body)
    {
        lock (gate) messages.Add(new Held(Guid.NewGuid().ToString("D"), body));
    }

    /// <summary>The visibility timeout of all that was received is over.</summary>
    internal void Expire()
    {
        lock (gate) messages.ForEach(m => m.Hidden = false);
    }

    /// <summary>Answers with an error of AWS's JSON services.</summary>
    internal static Func<string, HttpContext, Task<bool>> Failing(string? operation, int status, string type) => async (asked, http) =>
    {
        if (operation is not null && asked != operation)
        {
            return false;
        }

        http.Response.StatusCode = status;
        await http.Response.WriteAsync($$"""{"__type":"com.amazonaws.sqs#{{type}}","message":"no"}""", http.RequestAborted);
        return true;
    };

    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.Zero);
        await app.StopAsync(soon.Token);
        await app.DisposeAsync();
        Assert.Empty(faults);
    }

    private async Task Answer(HttpContext http)
    {
        using var document = await JsonDocument.ParseAsync(http.Request.Body, default, http.RequestAborted);
        var (body, operation) = (document.RootElement.Clone(), http.Request.Headers["X-Amz-Target"].ToString().Split('.')[1]);
        Calls.Enqueue((operation, body));
        Hold(operation, "input", body);
        Check(http.Request.Headers["X-Amz-Target"].ToString().StartsWith("AmazonSQS.", StringComparison.Ordinal) && http.Request.ContentType == "application/x-amz-json-1.0", "not AWS JSON 1.0 for AmazonSQS");
        Check(body.GetProperty("QueueUrl").GetString() == Url, "another queue");
        if (Instead is { } instead && await instead(operation, http))
        {
            return;
        }

        var answer = operation == "ReceiveMessage" ? await Receive(body, http.RequestAborted) : Delete(body);
        using var said = JsonDocument.Parse(answer.ToJsonString());
        Hold(operation, "output", said.RootElement);
        await http.Response.WriteAsync(answer.ToJsonString(), http.RequestAborted);
    }

    private async Task<JsonObject> Receive(JsonElement asked, CancellationToken cancel)
    {
        var (most, wait) = (asked.GetProperty("MaxNumberOfMessages").GetInt32(), asked.GetProperty("WaitTimeSeconds").GetInt32());
        Check(most is >= 1 and <= 10 && wait is >= 0 and <= 20 && asked.GetProperty("VisibilityTimeout").GetInt32() is >= 0 and <= 43_200, "beyond the limits of ReceiveMessage");
        var until = DateTimeOffset.UtcNow.AddSeconds(wait);
        while (true)
        {
            lock (gate)
            {
                var given = messages.Where(m => !m.Hidden).Take(most).ToList();
                if (given.Count > 0)
                {
                    return new JsonObject { ["Messages"] = new JsonArray([.. given.Select(Give)]) };
                }
            }

            if (DateTimeOffset.UtcNow >= until)
            {
                return [];
            }

            await Task.Delay(10, cancel);
        }
    }

    private JsonNode Give(Held message)
    {
        (message.Hidden, message.Receives) = (true, message.Receives + 1);
        MostReceived = Math.Max(MostReceived, message.Receives);
        return new JsonObject { ["MessageId"] = message.Id, ["ReceiptHandle"] = message.Handle, ["Body"] = message.Body, ["MD5OfBody"] = "0" };
    }

    private JsonObject Delete(JsonElement asked)
    {
        var (gone, failed) = (new JsonArray(), new JsonArray());
        var entries = asked.GetProperty("Entries").EnumerateArray().ToList();
        Check(entries.Count is >= 1 and <= 10 && entries.Select(e => e.GetProperty("Id").GetString()).Distinct().Count() == entries.Count, "no batch of 1 to 10 with ids of their own");
        lock (gate)
        {
            foreach (var entry in entries)
            {
                var (id, handle) = (entry.GetProperty("Id").GetString(), entry.GetProperty("ReceiptHandle").GetString());
                if (messages.RemoveAll(m => m.Handle == handle) == 1)
                {
                    gone.Add(new JsonObject { ["Id"] = id });
                }
                else
                {
                    failed.Add(new JsonObject { ["Id"] = id, ["SenderFault"] = true, ["Code"] = "ReceiptHandleIsInvalid" });
                }
            }
        }

        return new JsonObject { ["Successful"] = gone, ["Failed"] = failed };
    }

    private void Hold(string operation, string side, JsonElement message)
    {
        foreach (var fault in Model.Value?.Faults(operation, side, message) ?? [])
        {
            faults.Enqueue(fault);
        }
    }

    private void Check(bool holds, string fault)
    {
        if (!holds)
        {
            faults.Enqueue(fault);
        }
    }

    private sealed class Held(string id, string body)
    {
        internal string Id => id;

        internal string Body => body;

        internal bool Hidden { get; set; }

        internal int Receives { get; set; }

        /// <summary>Each receipt has a handle of its own.</summary>
        internal string Handle => $"{id}/{Receives.ToString(CultureInfo.InvariantCulture)}";
    }
}
