using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace IncidentBot.Chat.Teams.Inbound;

/// <summary>The keys of the Bot Framework cannot be had, so that nobody can prove to be Teams.</summary>
internal sealed class TeamsKeysException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The Bot Framework's signing keys: kept, renewed in the background, and fetched anew, once a minute at most, for a key nobody knows.</summary>
internal sealed class TeamsKeys(HttpClient http, TeamsOptions options, TimeProvider clock, ILogger<TeamsKeys> log) : IDisposable
{
    /// <summary>Anybody can name a key that does not exist: that must not become a flood of questions.</summary>
    internal static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    /// <summary>For so long an answer that did not come is not asked for again.</summary>
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim one = new(1);
    private ConfigurationManager<OpenIdConnectConfiguration>? held;
    private DateTimeOffset searchedAt = DateTimeOffset.MinValue;
    private DateTimeOffset failedAt = DateTimeOffset.MinValue;

    /// <summary>The key of this id; null if the Bot Framework has none. Throws <see cref="TeamsKeysException"/> if it cannot be asked.</summary>
    internal async Task<JsonWebKey?> Find(string id, CancellationToken cancel)
    {
        var before = Volatile.Read(ref held);
        if (before is not null && In(await before.GetConfigurationAsync(cancel), id) is { } known)
        {
            return known;
        }

        await one.WaitAsync(cancel);
        try
        {
            var now = clock.GetUtcNow();
            if (held is { } others && others != before)
            {
                // Another request fetched them while this one waited.
                return In(await others.GetConfigurationAsync(cancel), id);
            }

            if (held is not null && now - searchedAt < Between)
            {
                return null;
            }

            if (now - failedAt < AfterFailure)
            {
                throw new TeamsKeysException($"{options.OpenIdMetadata} did not answer a moment ago.");
            }

            var first = held is null;
            var found = In(await Fetch(cancel), id);
            searchedAt = first ? searchedAt : now;
            return found;
        }
        finally
        {
            one.Release();
        }
    }

    private async Task<OpenIdConnectConfiguration> Fetch(CancellationToken cancel)
    {
        // A new one waits for its first answer; asking the held one to refresh would only begin it.
        var fresh = new ConfigurationManager<OpenIdConnectConfiguration>(
            options.OpenIdMetadata, new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever(http) { RequireHttps = !new Uri(options.OpenIdMetadata).IsLoopback });
        try
        {
            var answer = await fresh.GetConfigurationAsync(cancel);
            Volatile.Write(ref held, fresh);
            log.LogInformation("The Bot Framework's keys were fetched from {Address}: {Count}", options.OpenIdMetadata, answer.JsonWebKeySet?.Keys.Count ?? 0);
            return answer;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            searchedAt = failedAt = clock.GetUtcNow();
            throw new TeamsKeysException($"{options.OpenIdMetadata} does not tell the Bot Framework's keys: {e.GetBaseException().Message}", e);
        }
    }

    private static JsonWebKey? In(OpenIdConnectConfiguration configuration, string id) =>
        configuration.JsonWebKeySet?.Keys.FirstOrDefault(k => k.Kid == id && k.Kty == JsonWebAlgorithmsKeyTypes.RSA);

    public void Dispose()
    {
        one.Dispose();
        http.Dispose();
    }
}
