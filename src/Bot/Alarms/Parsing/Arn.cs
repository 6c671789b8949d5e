namespace IncidentBot.Alarms.Parsing;

/// <summary>An Amazon resource name: <c>arn:partition:service:region:account:resource</c>.</summary>
internal sealed record Arn(string Partition, string Service, string Region, string Account, string Resource)
{
    /// <summary>
    /// Splits an ARN. Blanks around the first five parts go (published samples have them); the resource may hold colons and
    /// blanks. Null unless all six parts are there.
    /// </summary>
    internal static Arn? Read(string? text)
    {
        var parts = text?.Split(':', 6);
        return parts is ["arn", var partition, var service, var region, var account, { Length: > 0 } resource]
            ? new Arn(partition.Trim(), service.Trim(), region.Trim(), account.Trim(), resource)
            : null;
    }

    /// <summary>The name of a CloudWatch alarm; null if this is the ARN of something else.</summary>
    internal string? AlarmName =>
        Service == "cloudwatch" && Resource.StartsWith("alarm:", StringComparison.Ordinal) ? Resource["alarm:".Length..] : null;

    public override string ToString() => $"arn:{Partition}:{Service}:{Region}:{Account}:{Resource}";
}
