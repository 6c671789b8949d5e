using System.Collections.Concurrent;
using System.Text.Json;
using Amazon.Runtime;
using IncidentBot.Aws;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Xunit;

namespace IncidentBot.Bot.Tests.Readings.Aws;

/// <summary>A call that reached the stub.</summary>
internal sealed record AwsCall(string Operation, JsonElement Body, string Authorization);

/// <summary>AWS's JSON services on loopback, answering what a test wants. Requests, and answers that do not lie on purpose, are held against the services' models.</summary>
internal sealed class AwsStub : IAsyncDisposable
{
    private static readonly Lazy<ServiceModel?> CloudWatch = new(() => ServiceModel.Load("cloudwatch"));
    private static readonly Lazy<ServiceModel?> Quotas = new(() => ServiceModel.Load("service-quotas"));

    private readonly ConcurrentDictionary<string, Func<JsonElement, (int Status, string Body)>> answers = new();
    private readonly ConcurrentQueue<string> faults = new();
    private readonly ConcurrentQueue<AwsCall> calls = new();
    private readonly ConcurrentDictionary<string, bool> honest = new();
    private readonly WebApplication app;

    private AwsStub(WebApplicationBuilder builder)
    {
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(Answer);
    }

    internal AwsClient Client => ClientOf(app.Urls.Single());

    internal static async Task<AwsStub> Start(CancellationToken cancel)
    {
        var stub = new AwsStub(WebApplication.CreateEmptyBuilder(new WebApplicationOptions()));
        await stub.app.StartAsync(cancel);
        return stub;
    }

    internal static AwsClient ClientOf(string address) => new(Options.Create(new AwsOptions { Endpoint = address }), new Known());

    internal IReadOnlyList<AwsCall> Calls(string operation) => [.. calls.Where(c => c.Operation == operation)];

    /// <summary>Answers an operation truthfully in form.</summary>
    internal void On(string operation, Func<JsonElement, string> answer)
    {
        honest[operation] = true;
        answers[operation] = body => (200, answer(body));
    }

    /// <summary>Answers with anything at all.</summary>
    internal void Lies(string operation, int status, string body)
    {
        honest[operation] = false;
        answers[operation] = _ => (status, body);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Assert.Empty(faults);
    }

    private async Task Answer(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        using var body = JsonDocument.Parse(await reader.ReadToEndAsync(http.RequestAborted));
        var target = http.Request.Headers["X-Amz-Target"].ToString().Split('.');
        var model = target[0] == "GraniteServiceVersion20100801" ? CloudWatch.Value : Quotas.Value;
        calls.Enqueue(new AwsCall(target[1], body.RootElement.Clone(), http.Request.Headers.Authorization.ToString()));
        Hold(model, target[1], "input", body.RootElement);
        var (status, text) = answers[target[1]](body.RootElement);
        if (honest[target[1]])
        {
            using var answer = JsonDocument.Parse(text);
            Hold(model, target[1], "output", answer.RootElement);
        }

        http.Response.StatusCode = status;
        await http.Response.WriteAsync(text, http.RequestAborted);
    }

    private void Hold(ServiceModel? model, string operation, string side, JsonElement message)
    {
        foreach (var fault in model?.Faults(operation, side, message) ?? [])
        {
            faults.Enqueue(fault);
        }
    }

    /// <summary>The example key of the AWS documentation.</summary>
    internal sealed class Known : IAwsIdentity
    {
        public Task<AWSCredentials> Credentials(CancellationToken cancel) => Task.FromResult<AWSCredentials>(new BasicAWSCredentials("AKIDEXAMPLE", "secret"));
    }
}
