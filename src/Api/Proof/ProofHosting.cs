using Buurthulp.Api.Hosting;

namespace Buurthulp.Api.Proof;

/// <summary>The watch over the journals and the auditors' mail in the host.</summary>
internal static class ProofHosting
{
    public static void AddProof(this IServiceCollection services, WebHostSettings settings)
    {
        services.AddSingleton<WatchTable>();
        services.AddSingleton<JournalWatch>();
        services.AddSingleton(new AuditLetters(settings.PublicAddress));
        services.AddSingleton<AuditMailWork>();
        services.AddEveryMinute(atStart: false, provider =>
        [
            new MinuteWork("Watch over the journals", provider.GetRequiredService<JournalWatch>().LookAsync),
            new MinuteWork("Auditors' mail", provider.GetRequiredService<AuditMailWork>().RunOnceAsync),
        ]);
    }
}
