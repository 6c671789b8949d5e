using IncidentBot.Web;
using Microsoft.Extensions.Options;

namespace IncidentBot.Telemetry;

/// <summary>Section "Telemetry": where traces and metrics are sent (nothing without an address), and the form of the log.</summary>
internal sealed class TelemetryOptions
{
    internal const string Section = "Telemetry";

    /// <summary>The address of an OpenTelemetry collector that takes OTLP, such as http://127.0.0.1:4318; null: nothing is sent.</summary>
    public string? Otlp { get; set; }

    /// <summary>"http" (HTTP with protobuf, usually port 4318) or "grpc" (usually port 4317).</summary>
    public string Protocol { get; set; } = "http";

    /// <summary>How often metrics are sent: 5s to 10m.</summary>
    public string Every { get; set; } = "30s";

    /// <summary>Headers for the collector, "name=value" with commas between; a secret as a rule. Never shown.</summary>
    public string Headers { get; set; } = "";

    /// <summary>A file that holds <see cref="Headers"/>, read at start.</summary>
    public string HeadersFile { get; set; } = "";

    /// <summary>The log on stderr: "text", for people, or "json", an object a line with its time (UTC), level, category, message and the values in it.</summary>
    public string Logs { get; set; } = "text";

    /// <summary>The name under which this bot appears (service.name).</summary>
    public string Service { get; set; } = "incidentbot";
}

/// <summary>Lists every fault of the section.</summary>
internal sealed class TelemetryOptionsValidator : IValidateOptions<TelemetryOptions>
{
    internal static readonly TimeSpan Least = TimeSpan.FromSeconds(5);
    internal static readonly TimeSpan Most = TimeSpan.FromMinutes(10);

    public ValidateOptionsResult Validate(string? name, TelemetryOptions options)
    {
        var faults = new List<string>();
        if (options.Otlp is { } address && (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0))
        {
            faults.Add($"Telemetry:Otlp must be an http or https address without user name; it is \"{address}\".");
        }

        if (options.Protocol is not ("http" or "grpc"))
        {
            faults.Add($"Telemetry:Protocol must be http or grpc; it is \"{options.Protocol}\".");
        }

        if (!Workflow.Plans.PlanDuration.TryRead(options.Every, out var every) || every < Least || every > Most)
        {
            faults.Add($"Telemetry:Every must be a duration of 5s to 10m; it is \"{options.Every}\".");
        }

        if (options.Headers.Length > 0 && options.HeadersFile.Length > 0)
        {
            faults.Add("Telemetry:Headers and Telemetry:HeadersFile are both set; set one of them.");
        }
        else if (SecretFile.Read(options.Headers, options.HeadersFile) is var (headers, trouble) && trouble is not null)
        {
            faults.Add($"Telemetry:HeadersFile must name a file that can be read; \"{options.HeadersFile}\" cannot: {trouble}");
        }
        else if (headers?.Split(',').Any(h => h.IndexOf('=', StringComparison.Ordinal) < 1 || h.Any(char.IsControl)) == true)
        {
            faults.Add("Telemetry:Headers must be name=value, with commas between, on one line; what was found is not shown, for it may be secret.");
        }

        if (options.Logs is not ("text" or "json"))
        {
            faults.Add($"Telemetry:Logs must be text or json; it is \"{options.Logs}\".");
        }

        if (options.Service.Length is 0 or > 100 || options.Service.Any(char.IsControl))
        {
            faults.Add($"Telemetry:Service must be a name of 1 to 100 characters; it is \"{options.Service}\".");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
