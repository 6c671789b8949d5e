namespace IncidentBot.Alarms.Sns;

/// <summary>Calls the address by which SNS learns that a subscription is wanted.</summary>
internal interface ISubscriptionConfirmer
{
    /// <summary>True once SNS has confirmed; false if it could not be reached or refused, so that it is worth trying again.</summary>
    Task<bool> Confirm(Uri url, CancellationToken cancel);
}

/// <summary>Confirms over HTTPS; the client given must follow no redirect.</summary>
internal sealed class HttpsSubscriptionConfirmer(HttpClient http, TimeProvider clock) : ISubscriptionConfirmer
{
    // SNS itself waits 15 s for our answer to its request.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<bool> Confirm(Uri url, CancellationToken cancel)
    {
        using var deadline = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancel);
        try
        {
            using var response = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return false;
        }
    }
}
