package app.kolan.server.web;

import app.kolan.server.settings.PublicUrl;
import app.kolan.server.settings.Setting;
import app.kolan.server.settings.SettingsGroup;
import app.kolan.server.settings.SettingsSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Where the server listens, and under which URL it is reached.
///
/// @param host the address to listen on
/// @param port 0 takes a free one
/// @param publicUrl null when it is found out from each request
/// @param trustedProxies whose forwarded headers count
/// @param signatureBypass the webhooks whose signature check is off for a while after the start
public record WebSettings(
    String host,
    int port,
    @Nullable PublicUrl publicUrl,
    TrustedProxies trustedProxies,
    Set<BypassableWebhook> signatureBypass) {
  public static final Setting PORT =
      new Setting("KOLAN_PORT", "port", "port to listen on; 0 takes a free one", "8080")
          .ofEachServer();

  public static final Setting HOST =
      new Setting(
              "KOLAN_HOST",
              "host",
              "address to listen on",
              "`0.0.0.0`, every address of the machine")
          .ofEachServer();

  public static final Setting PUBLIC_URL =
      new Setting(
          "KOLAN_PUBLIC_URL",
          "public-url",
          "the public base URL as Twilio sees it; signatures are checked against it and TwiML is"
              + " written with it",
          "from `X-Forwarded-Proto` and `X-Forwarded-Host` of a trusted proxy, else `Host`, with a"
              + " warning at start");

  public static final Setting TRUSTED_PROXIES =
      new Setting(
              "KOLAN_TRUSTED_PROXIES",
              "trusted-proxies",
              "addresses or networks (`10.0.0.0/8`), separated by commas, whose forwarded headers count",
              "loopback")
          .ofEachServer();

  public static final Setting SIGNATURE_BYPASS =
      new Setting(
          "KOLAN_SIGNATURE_BYPASS",
          "signature-bypass",
          "webhooks that are answered without a good signature for thirty minutes from the start,"
              + " separated by commas: `stream_ended`, `call_status`; see"
              + " [operating](operating.md#the-bypass)",
          "none: every signature is checked");

  public static final SettingsGroup<WebSettings> GROUP =
      SettingsGroup.of(
          WebSettings::read, PORT, HOST, PUBLIC_URL, TRUSTED_PROXIES, SIGNATURE_BYPASS);

  private static final Pattern OWN_PATH =
      Pattern.compile("/(webhook|ws|media-stream|static|health)(/|$)");

  /// A free port of this machine alone; the public URL is found out from each request.
  public static final WebSettings LOCAL =
      new WebSettings("127.0.0.1", 0, null, TrustedProxies.LOOPBACK, Set.of());

  public WebSettings {
    signatureBypass = Set.copyOf(signatureBypass);
  }

  private static WebSettings read(SettingsSource source) {
    return new WebSettings(
        source.text(HOST).orElse("0.0.0.0"),
        port(source),
        publicUrl(source),
        trustedProxies(source),
        signatureBypass(source));
  }

  private static int port(SettingsSource source) {
    String text = source.text(PORT).orElse("8080");
    if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= 65535) {
      return Integer.parseInt(text);
    }
    source.problem(PORT, text, "give a number from 0 to 65535");
    return 0;
  }

  private static @Nullable PublicUrl publicUrl(SettingsSource source) {
    Optional<String> text = source.text(PUBLIC_URL);
    if (text.isEmpty()) {
      source.warn(
          PUBLIC_URL.environment()
              + " is not set: signatures are checked against the URL that each request states by"
              + " its headers. Set it to the URL that Twilio calls, such as"
              + " https://phone.example.com");
      return null;
    }
    Optional<PublicUrl> url = PublicUrl.parse(text.get());
    if (url.isEmpty()) {
      source.problem(
          PUBLIC_URL,
          text.get(),
          "give the base URL that Twilio calls, such as https://phone.example.com, without a query,"
              + " a login, or a port that does not exist");
      return null;
    }
    warnOf(url.get(), source);
    return hasOwnPath(url.get()) ? url.get().withoutPrefix() : url.get();
  }

  /// Whether somebody set the URL of a webhook in place of the base: the path would be there twice.
  private static boolean hasOwnPath(PublicUrl url) {
    return OWN_PATH.matcher(url.prefix()).find();
  }

  private static void warnOf(PublicUrl url, SettingsSource source) {
    String name = PUBLIC_URL.environment();
    if (!url.isSecure()) {
      source.warn(name + " is not https: Twilio opens media streams over wss alone (31922)");
    }
    if (url.isPrivate()) {
      source.warn(
          "%s names %s, which is known on this machine or network alone: Twilio calls from the internet and does not reach it (11205). Set it to a name that the world can resolve"
              .formatted(name, url.host()));
    }
    int port = url.port().orElse(url.isSecure() ? 443 : 80);
    if (port != (url.isSecure() ? 443 : 80)) {
      source.warn(
          "%s names the port %d: streams to another port than 443 have been reported to fail (31910). Let the proxy listen on 443, and take the port out"
              .formatted(name, port));
    }
    if (hasOwnPath(url)) {
      source.warn(
          "%s ends in %s: Kolan adds its paths itself, and each would be there twice. %s is used; set that"
              .formatted(name, url.prefix(), url.withoutPrefix()));
    } else if (!url.prefix().isEmpty()) {
      source.warn(
          "%s has the path %s: the Console's URLs begin with it, and the proxy must take it off"
              .formatted(name, url.prefix()));
    }
  }

  private static TrustedProxies trustedProxies(SettingsSource source) {
    Optional<String> text = source.text(TRUSTED_PROXIES);
    if (text.isEmpty()) {
      return TrustedProxies.LOOPBACK;
    }
    return TrustedProxies.parse(text.get())
        .orElseGet(
            () -> {
              source.problem(
                  TRUSTED_PROXIES,
                  text.get(),
                  "give addresses or networks separated by commas, such as 127.0.0.1,10.0.0.0/8");
              return TrustedProxies.LOOPBACK;
            });
  }

  private static Set<BypassableWebhook> signatureBypass(SettingsSource source) {
    Set<BypassableWebhook> bypass = EnumSet.noneOf(BypassableWebhook.class);
    for (String part : source.text(SIGNATURE_BYPASS).orElse("").split(",", -1)) {
      String word = part.strip();
      Optional<BypassableWebhook> known = BypassableWebhook.ofWord(word);
      if (known.isPresent()) {
        bypass.add(known.get());
      } else if (!word.isEmpty()) {
        source.problem(SIGNATURE_BYPASS, word, BypassableWebhook.reasonAgainst(word));
      }
    }
    if (!bypass.isEmpty()) {
      source.warn(
          SIGNATURE_BYPASS.environment()
              + " is set: for thirty minutes anybody can send requests of "
              + bypass.stream().map(BypassableWebhook::word).collect(Collectors.joining(" and "))
              + ". Take it out when the signatures are fixed");
    }
    return bypass;
  }
}
