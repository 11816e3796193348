using Buurthulp.Api.Hosting;
using Buurthulp.Api.Mail;
using Buurthulp.Api.Tokens;
using Buurthulp.Api.Vault;

namespace Buurthulp.Api.Notices;

/// <summary>Digests and notices in the host.</summary>
internal static class NoticeHosting
{
    public static void AddNotices(this IServiceCollection services, WebHostSettings settings)
    {
        services.AddSingleton<MailWishes>();
        services.AddSingleton(new UnsubscribeLinks(SecretFile.In(settings.DataFolder, "unsubscribe.key"), settings.PublicAddress));
        services.AddSingleton(provider => new NoticeLetters(provider.GetRequiredService<UnsubscribeLinks>(), settings.PublicAddress));
        services.AddSingleton(provider => new JoiningMail(provider.GetRequiredService<Outbox>(), provider.GetRequiredService<CommunityCards>(), settings.PublicAddress));
        services.AddSingleton<NoticeWork>();
        services.AddEveryMinute(atStart: true, provider => [new MinuteWork("Notices", provider.GetRequiredService<NoticeWork>().RunOnceAsync)]);
    }
}
