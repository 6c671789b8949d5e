using System.Security.Cryptography;
using System.Text;
using IncidentBot.Alarms.Intake;
using IncidentBot.Alarms.Parsing;
using IncidentBot.Store;
using IncidentBot.Web;
using Microsoft.Extensions.Options;

namespace IncidentBot.Alarms.EventBridge;

/// <summary><c>POST /alarms/eventbridge</c>. Only a sender who knows the key may call; events are stored before 200.</summary>
/// <remarks>
/// EventBridge retries 429 and 5xx for up to 24 h and drops anything on another 4xx, so a 4xx is given only where no repeat of
/// the same request and no repair on our side could make it an alarm for us:
/// 401, the key is not ours, so the sender is a stranger (after changing the key, change the connection first and this second);
/// 413, larger than EventBridge can send; 400, no event at all (an input transformer on the rule: remove it);
/// 403, an account or region that the configuration leaves out on purpose.
/// What is a proper event but no alarm, or an alarm we cannot read, is stored like an alarm and answered 200.
/// </remarks>
internal sealed class EventBridgeEndpoint(
    IOptions<AlarmOptions> options, AlarmIntake intake, RefusalLog refusals)
{
    internal const string KeyHeader = "X-IncidentBot-Key";
    private const string Path = "/alarms/eventbridge";
    private const int LongestId = 200;

    private readonly AlarmOptions _options = options.Value;

    // Hashes have one length, so the comparison tells nothing about the key's.
    private readonly byte[] _key = SHA256.HashData(Encoding.UTF8.GetBytes(SecretFile.Read(options.Value.EventBridge.Key, options.Value.EventBridge.KeyFile).Secret
        ?? throw new InvalidOperationException("Alarms:EventBridge:Key is required where the endpoint is mapped.")));

    internal async Task<IResult> Handle(HttpRequest request, CancellationToken cancel)
    {
        if (!KnowsTheKey(request))
        {
            return Refuse(401, "key", $"the header {KeyHeader} does not carry the key", null);
        }

        if (await RequestBytes.Read(request, AlarmReader.Largest, cancel) is not { } bytes)
        {
            return Refuse(413, "size", $"the body is larger than {AlarmReader.Largest / 1024} KiB", null);
        }

        var body = JsonText.Decode(bytes);
        if (EventBridgeEvent.Open(JsonText.Parse(body)) is not { Id.Length: <= LongestId } sent)
        {
            return Refuse(400, "event", "the body is no EventBridge event: send the matched event, without an input transformer", null);
        }

        if (!_options.Accounts.Contains(sent.Account))
        {
            return Refuse(403, "account", "the event's account is not in Alarms:Accounts", sent.Account);
        }

        return _options.Regions.Contains(sent.Region)
            ? await Store(sent, body!, cancel)
            : Refuse(403, "region", "the event's region is not in Alarms:Regions", sent.Region);
    }

    private async Task<IResult> Store(EventBridgeEvent sent, string body, CancellationToken cancel)
    {
        try
        {
            var receipt = await intake.Take(AlarmPath.EventBridge, AlarmReader.EventBridge, sent.Id, body, sent.Read(), cancel);
            return receipt == InboxReceipt.Accepted ? AlarmAnswer.Accepted() : AlarmAnswer.Duplicate();
        }
        catch (StoreUnavailableException e)
        {
            refusals.Trouble(Path, "the store is unavailable", e);
            return AlarmAnswer.TryAgain("the store is unavailable");
        }
    }

    private bool KnowsTheKey(HttpRequest request)
    {
        var given = request.Headers[KeyHeader];
        return given.Count == 1
            && given[0] is { Length: <= AlarmOptionsValidator.LongestKey } key
            && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(key)), _key);
    }

    private IResult Refuse(int status, string code, string reason, string? detail)
    {
        refusals.Refused(Path, code, reason, detail);
        return AlarmAnswer.Text(status, $"refused ({code}): {reason}");
    }
}
