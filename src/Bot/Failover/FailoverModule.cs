using IncidentBot.Store;
using Microsoft.Extensions.Options;

namespace IncidentBot.Failover;

/// <summary>Registers the plan runner and its step kinds.</summary>
internal static class FailoverModule
{
    internal static IHostApplicationBuilder AddFailover(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IValidateOptions<StepOptions>, StepOptionsValidator>();
        builder.Services.AddOptions<StepOptions>()
            .BindConfiguration("Steps", binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        builder.Services.AddSingleton(new HttpStep(HttpStep.Client()));
        builder.Services.AddSingleton<ExecStep>();
        builder.Services.AddSingleton<AwsStep>();
        builder.Services.AddSingleton<CheckStep>();
        builder.Services.AddSingleton<Redaction>();
        builder.Services.AddSingleton<IValidateOptions<RedactionOptions>, RedactionOptionsValidator>();
        builder.Services.AddOptions<RedactionOptions>()
            .BindConfiguration(RedactionOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        builder.Services.AddSingleton<StepActions>();
        builder.Services.AddSingleton(p => new StepPerformer(p.GetRequiredService<StepActions>(), p.GetRequiredService<TimeProvider>()));
        builder.AddDrills();
        builder.Services.AddSingleton<StepExecution>();
        builder.Services.AddSingleton<PlanRunner>();
        builder.Services.AddDuty<PlanRunner>();
        builder.Services.AddDuty<FollowerLoop<PlanRunner>>();
        return builder;
    }

    private static void AddDrills(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IValidateOptions<DrillOptions>, DrillOptionsValidator>();
        builder.Services.AddOptions<DrillOptions>()
            .BindConfiguration("Drills", binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        builder.Services.AddSingleton<DrillHttp>();
        builder.Services.AddSingleton<DrillExec>();
        builder.Services.AddSingleton<DrillActions>();
        builder.Services.AddSingleton<DrillStepPerformer>();
        builder.Services.AddSingleton<DrillWatch>();
        builder.Services.AddDuty<FollowerLoop<DrillWatch>>();
    }
}
