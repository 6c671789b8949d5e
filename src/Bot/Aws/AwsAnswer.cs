using System.Text.Json;

namespace IncidentBot.Aws;

/// <summary>What AWS answered: a document, or why there is none, in words for people.</summary>
/// <param name="Code">The error's code, where the service gave one.</param>
internal sealed record AwsAnswer(JsonElement? Body, string? Problem, string? Code = null)
{
    internal static AwsAnswer Trouble(string problem) => new(null, problem);

    /// <summary>An error by its code (AWS JSON 1.0 and 1.1: <c>__type</c>, after a number sign). Its message is not shown: it is foreign text and may hold account data.</summary>
    internal static AwsAnswer Refused(int status, string? type, string operation)
    {
        var code = type?[(type.LastIndexOf('#') + 1)..].Split(':')[0];
        code = code is { Length: > 0 and <= 64 } && code.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_') ? code : null;
        return new AwsAnswer(null, Words(status, code, operation), code);
    }

    private static string Words(int status, string? code, string operation) => code switch
    {
        "Throttling" or "ThrottlingException" or "ThrottledException" or "RequestLimitExceeded" or "TooManyRequestsException" or "RequestThrottled" or "SlowDown" =>
            $"AWS throttles {operation} ({code})",
        "ExpiredToken" or "ExpiredTokenException" or "TokenRefreshRequired" => $"the AWS credentials have expired ({code})",
        "UnrecognizedClientException" or "InvalidClientTokenId" or "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "InvalidSignatureException"
            or "IncompleteSignature" or "MissingAuthenticationToken" or "MissingAuthenticationTokenException" => $"AWS does not accept the credentials ({code})",
        "RequestExpired" or "RequestTimeTooSkewed" => $"AWS finds the request too old or too new: check this host's clock ({code})",
        "AccessDenied" or "AccessDeniedException" or "UnauthorizedOperation" => $"the AWS credentials may not call {operation} ({code})",
        null when status == 429 => $"AWS throttles {operation}",
        null => $"AWS answered {operation} with {status}",
        _ => $"AWS answered {operation} with {status} ({code})",
    };
}
