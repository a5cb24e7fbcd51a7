package app.kolan.simulator.junit;

import app.kolan.simulator.CallMoment;
import app.kolan.simulator.CallPlan;
import app.kolan.simulator.CallReport;
import app.kolan.simulator.Carrier;
import app.kolan.simulator.CarrierSettings;
import app.kolan.simulator.SimulatedCall;
import app.kolan.simulator.script.MalformedScript;
import app.kolan.simulator.script.Script;
import app.kolan.simulator.script.Sounds;
import app.kolan.simulator.switchboard.CallDefaults;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// A call to the server under test: configured, then placed any number of times. Used by one
/// thread.
public final class PhoneCall {
  private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(2);

  private final Carrier carrier;
  private CarrierSettings settings;
  private Sounds sounds;
  private Script story = CallDefaults.anyServersStory();
  private Consumer<CallMoment> listener = _ -> {};
  private Duration timeout = DEFAULT_TIMEOUT;

  PhoneCall(Carrier carrier, CarrierSettings settings, Sounds sounds) {
    this.carrier = carrier;
    this.settings = settings;
    this.sounds = sounds;
  }

  /// What the caller does and expects, line by line.
  ///
  /// @throws IllegalArgumentException when a line is no sentence of a story
  public PhoneCall story(String lines) {
    try {
      story = Script.parse(lines);
      return this;
    } catch (MalformedScript e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /// The sounds that the story can name.
  public PhoneCall sounds(Sounds named) {
    sounds = named;
    return this;
  }

  public PhoneCall from(String number) {
    return settings(old -> old.withCaller(new PhoneNumber(number)));
  }

  public PhoneCall to(String number) {
    return settings(old -> old.withCalled(new PhoneNumber(number)));
  }

  /// How many seconds of the call pass in one second.
  public PhoneCall pace(double pace) {
    return settings(old -> old.withPace(pace));
  }

  /// Anything else that is different in this call.
  public PhoneCall settings(UnaryOperator<CarrierSettings> change) {
    settings = change.apply(settings);
    return this;
  }

  /// Sets the receiver of each moment as it is recorded; it must not block.
  public PhoneCall listener(Consumer<CallMoment> receiver) {
    listener = receiver;
    return this;
  }

  /// How long [#report] waits, in real time; two minutes without it.
  public PhoneCall timeout(Duration longest) {
    timeout = longest;
    return this;
  }

  /// Places the call and returns at once.
  public SimulatedCall place() {
    return carrier.call(CallPlan.of(story, sounds).withListener(listener), settings);
  }

  /// Places the call and waits for its end.
  ///
  /// @throws AssertionError when it lasts too long
  public CallReport report() throws InterruptedException {
    SimulatedCall call = place();
    try {
      return call.await(timeout);
    } catch (TimeoutException _) {
      throw new AssertionError("the call still lasts after " + timeout);
    }
  }
}
