package app.kolan.simulator.junit;

import app.kolan.simulator.Carrier;
import app.kolan.simulator.CarrierSettings;
import app.kolan.simulator.script.Sounds;
import app.kolan.simulator.switchboard.CallDefaults;
import java.net.URI;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Injects a [Carrier], or a [PhoneCall] placed by it, into tests.
///
/// Each test gets its own carrier, which is closed after the test together with its calls. When a
/// test has failed, its calls are printed, and kept as WAV and JSON.
///
/// ```
/// @RegisterExtension
/// static final CarrierExtension carrier =
///     CarrierExtension.calling("http://127.0.0.1:8080/voice").authToken("…");
///
/// @Test
/// void somebody_answers(PhoneCall call) {
///   CallReport report = call.story("agent speaks within 2s").report();
/// ```
///
/// With `@ExtendWith(CarrierExtension.class)` the configuration parameters `kolan.voice-url`,
/// `kolan.auth-token`, `kolan.account-sid` and `kolan.public-url` say the same.
///
/// Immutable; safe for tests that run beside each other.
public final class CarrierExtension implements ParameterResolver, AfterEachCallback {
  private static final String USUAL_ACCOUNT = "AC00000000000000000000000000000000";

  private final @Nullable Supplier<URI> voiceUrl;
  private final @Nullable String authToken;
  private final @Nullable String accountSid;
  private final @Nullable URI publicUrl;
  private final UnaryOperator<CarrierSettings> more;
  private final Sounds sounds;

  /// An extension configured by JUnit's configuration parameters.
  public CarrierExtension() {
    this(null, null, null, null, UnaryOperator.identity(), Sounds.NONE);
  }

  private CarrierExtension(
      @Nullable Supplier<URI> voiceUrl,
      @Nullable String authToken,
      @Nullable String accountSid,
      @Nullable URI publicUrl,
      UnaryOperator<CarrierSettings> more,
      Sounds sounds) {
    this.voiceUrl = voiceUrl;
    this.authToken = authToken;
    this.accountSid = accountSid;
    this.publicUrl = publicUrl;
    this.more = more;
    this.sounds = sounds;
  }

  /// An extension that calls the server at this voice URL.
  public static CarrierExtension calling(String voiceUrl) {
    URI url = URI.create(voiceUrl);
    return calling(() -> url);
  }

  /// An extension that calls the server at a voice URL that is known when a test begins.
  public static CarrierExtension calling(Supplier<URI> voiceUrl) {
    return new CarrierExtension(voiceUrl, null, null, null, UnaryOperator.identity(), Sounds.NONE);
  }

  /// The token that the server checks signatures with.
  public CarrierExtension authToken(String token) {
    return new CarrierExtension(voiceUrl, token, accountSid, publicUrl, more, sounds);
  }

  public CarrierExtension accountSid(String sid) {
    return new CarrierExtension(voiceUrl, authToken, sid, publicUrl, more, sounds);
  }

  /// The base URL that the server is known by, as behind a proxy that takes TLS off.
  public CarrierExtension publicUrl(String url) {
    return new CarrierExtension(voiceUrl, authToken, accountSid, URI.create(url), more, sounds);
  }

  /// How many seconds of a call pass in one second; 1 without it.
  public CarrierExtension pace(double pace) {
    return settings(settings -> settings.withPace(pace));
  }

  /// Anything else of the carrier's settings.
  public CarrierExtension settings(UnaryOperator<CarrierSettings> change) {
    return new CarrierExtension(
        voiceUrl,
        authToken,
        accountSid,
        publicUrl,
        settings -> change.apply(more.apply(settings)),
        sounds);
  }

  /// The sounds that stories can name.
  public CarrierExtension sounds(Sounds named) {
    return new CarrierExtension(voiceUrl, authToken, accountSid, publicUrl, more, named);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return context.getTestMethod().isPresent()
        && (type == Carrier.class || type == PhoneCall.class);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    CarrierOfTest ofTest = ofTest(context);
    return parameter.getParameter().getType() == Carrier.class
        ? ofTest.carrier()
        : new PhoneCall(ofTest.carrier(), ofTest.settings(), sounds);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    CarrierOfTest ofTest = store(context).remove(CarrierOfTest.class, CarrierOfTest.class);
    if (ofTest != null) {
      ofTest.close();
      if (context.getExecutionException().isPresent()) {
        new Evidence(context).publish(ofTest.carrier().calls());
      }
    }
  }

  private CarrierOfTest ofTest(ExtensionContext context) {
    return store(context)
        .computeIfAbsent(
            CarrierOfTest.class,
            _ -> {
              CarrierSettings settings = settings(context);
              return new CarrierOfTest(Carrier.start(settings), settings);
            },
            CarrierOfTest.class);
  }

  private CarrierSettings settings(ExtensionContext context) {
    URI url =
        voiceUrl != null
            ? voiceUrl.get()
            : URI.create(needed(context, null, "kolan.voice-url", "calling(…)"));
    String token = needed(context, authToken, "kolan.auth-token", "authToken(…)");
    String account = said(context, accountSid, "kolan.account-sid");
    String known =
        said(context, publicUrl == null ? null : publicUrl.toString(), "kolan.public-url");
    CarrierSettings settings =
        CarrierSettings.of(account == null ? USUAL_ACCOUNT : account, token, url);
    return more.apply(CallDefaults.at(settings, url, known == null ? null : URI.create(known)));
  }

  private static @Nullable String said(
      ExtensionContext context, @Nullable String said, String parameter) {
    return said != null ? said : context.getConfigurationParameter(parameter).orElse(null);
  }

  private static String needed(
      ExtensionContext context, @Nullable String said, String parameter, String method) {
    String value = said(context, said, parameter);
    if (value == null || value.isBlank()) {
      throw new ExtensionConfigurationException(
          "the carrier needs the configuration parameter %s, or CarrierExtension's %s"
              .formatted(parameter, method));
    }
    return value;
  }

  private static ExtensionContext.Store store(ExtensionContext context) {
    return context.getStore(ExtensionContext.Namespace.create(CarrierExtension.class));
  }

  /// What one test has.
  private record CarrierOfTest(Carrier carrier, CarrierSettings settings) implements AutoCloseable {
    @Override
    public void close() {
      carrier.close();
    }
  }
}
