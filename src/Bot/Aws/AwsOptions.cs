namespace IncidentBot.Aws;

/// <summary>Section "Aws": how CloudWatch, SQS and Service Quotas are reached. Credentials themselves are never settings.</summary>
internal sealed class AwsOptions
{
    internal const string Section = "Aws";

    /// <summary>
    /// Where requests go instead of the public endpoints (a private endpoint, an emulator); <c>{service}</c> (monitoring, sqs, servicequotas) and
    /// <c>{region}</c> are filled in. HTTPS, or HTTP on loopback; null: the public endpoints.
    /// </summary>
    public string? Endpoint { get; set; }

    /// <summary>A profile of the shared AWS credentials and configuration files; null: the default chain (environment, web identity, profile, container, instance).</summary>
    public string? Profile { get; set; }

    /// <summary>The address of a service in a region.</summary>
    internal Uri Address(string service, string region) => Endpoint is { } endpoint
        ? new Uri(endpoint.Replace("{service}", service, StringComparison.Ordinal).Replace("{region}", region, StringComparison.Ordinal))
        : new Uri($"https://{service}.{region}.{Amazon.RegionEndpoint.GetBySystemName(region).PartitionDnsSuffix}/");
}
