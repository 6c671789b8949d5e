using IncidentBot.Alarms.EventBridge;
using IncidentBot.Alarms.Heartbeat;
using IncidentBot.Alarms.Intake;
using IncidentBot.Alarms.Poll;
using IncidentBot.Alarms.Rules;
using IncidentBot.Alarms.Sns;
using IncidentBot.Alarms.Sqs;
using IncidentBot.Wakeups;
using IncidentBot.Web.Access;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace IncidentBot.Alarms;

/// <summary>Puts the alarm endpoints into the host. Needs an <see cref="Store.IInbox"/> from elsewhere.</summary>
internal static class AlarmsModule
{
    internal static IHostApplicationBuilder AddAlarms(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<AlarmOptions>()
            .Bind(builder.Configuration.GetSection(AlarmOptions.Section), o => o.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<AlarmOptions>, AlarmOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(p => new AlarmRules(p.GetRequiredService<IOptions<AlarmOptions>>().Value.Rules));
        services.AddSingleton<RefusalLog>();
        services.AddSingleton<SnsVerifier>();
        services.AddSingleton<SnsEndpoint>();
        services.AddSingleton<EventBridgeEndpoint>();
        services.AddSingleton<Heartbeats>();
        services.AddSingleton<IntakeSilence>();
        services.AddSingleton<AlarmIntake>();
        services.AddSingleton<Store.IInboxHandler, AlarmHandler>();
        services.AddSingleton<Store.IInboxHandler, ParkedHandler>();
        services.AddSingleton<SqsJudge>();
        services.AddSingleton<Store.IInboxHandler, AgainHandler>();

        // Replaced in code by a rehearsal, which registers its own before calling this; no setting is asked.
        services.TryAddSingleton<ISigningCertificates>(p =>
            new HttpsSigningCertificates(Client(), CertificateTrust.System(), p.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<ISubscriptionConfirmer>(p =>
            new HttpsSubscriptionConfirmer(Client(), p.GetRequiredService<TimeProvider>()));
        return builder;
    }

    /// <summary>What the bot asks for itself: queues, the poller, and whether heartbeats come. Each does nothing where no setting names anything.</summary>
    internal static IHostApplicationBuilder AddAlarmSources(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(SqsTiming.Usual);
        builder.Services.AddSingleton<KnownTransitions>();
        builder.Services.AddSingleton<AlarmPoller>();
        builder.Services.AddHostedService<SqsReceiver>();
        builder.Services.AddHostedService<PollLoop>();
        builder.Services.AddSweep<HeartbeatWatch>();
        return builder;
    }

    internal static IEndpointRouteBuilder MapAlarms(this IEndpointRouteBuilder app)
    {
        app.MapPost("/alarms/sns", (HttpContext http, SnsEndpoint endpoint) => endpoint.Handle(http.Request, http.RequestAborted)).WithoutKey();
        if (app.ServiceProvider.GetRequiredService<IOptions<AlarmOptions>>().Value.EventBridge.Enabled)
        {
            app.MapPost(
                "/alarms/eventbridge",
                (HttpContext http, EventBridgeEndpoint endpoint) => endpoint.Handle(http.Request, http.RequestAborted)).WithoutKey();
        }
        else
        {
            app.MapPost("/alarms/eventbridge", (RefusalLog refusals) =>
            {
                const string off = "events of EventBridge are not let in here: Alarms:EventBridge:Enabled is false";
                refusals.Refused("/alarms/eventbridge", "off", off, null);
                return AlarmAnswer.Text(StatusCodes.Status404NotFound, $"refused (off): {off}");
            }).WithoutKey();
        }

        return app;
    }

    // A redirect would leave the pinned host, so none is followed; the addresses are renewed now and then, as a pool must.
    private static HttpClient Client() => new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(3),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            MaxResponseHeadersLength = 16,
        })
    {
        Timeout = TimeSpan.FromSeconds(10),
        MaxResponseContentBufferSize = HttpsSigningCertificates.LargestFile,
    };
}
