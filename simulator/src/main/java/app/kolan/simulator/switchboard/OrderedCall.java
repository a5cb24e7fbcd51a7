package app.kolan.simulator.switchboard;

import app.kolan.simulator.CallPlan;
import app.kolan.simulator.CarrierSettings;
import app.kolan.simulator.fault.Faults;
import app.kolan.simulator.fault.MalformedFault;
import app.kolan.simulator.script.MalformedScript;
import app.kolan.simulator.script.Script;
import app.kolan.simulator.script.Sounds;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.webhook.PhoneNumber;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/// An order made ready: the plan of its call, and the settings.
record OrderedCall(CallPlan plan, CarrierSettings settings) {
  private static final int LONGEST_NUMBER = 100;

  static OrderedCall of(CallRequest order, CallDefaults usual) throws MalformedOrder {
    Map<String, Mulaw> said = new LinkedHashMap<>();
    order.say().forEach(sound -> said.put("say-" + (said.size() + 1), sound));
    return new OrderedCall(
        CallPlan.of(story(order, usual, said), sounds(usual, said)), settings(order, usual));
  }

  private static Sounds sounds(CallDefaults usual, Map<String, Mulaw> said) {
    Map<String, Mulaw> clips = new LinkedHashMap<>(usual.sounds().callerClips());
    clips.putAll(said);
    return Sounds.of(clips, usual.sounds().agentPrompts());
  }

  private static Script story(CallRequest order, CallDefaults usual, Map<String, Mulaw> said)
      throws MalformedOrder {
    String story = order.story();
    if (story == null && said.isEmpty()) {
      return usual.story();
    }
    try {
      return Script.parse(story == null ? answers(said) : story);
    } catch (MalformedScript e) {
      throw new MalformedOrder(
          "the story cannot be read, " + e.getMessage(),
          "write a sentence of docs/simulator.md on each line");
    }
  }

  /// Says one sound after the other, each when the agent has fallen silent.
  private static String answers(Map<String, Mulaw> said) {
    var story = new StringBuilder();
    for (String clip : said.keySet()) {
      story.append("caller waits for silence\ncaller says ").append(clip).append('\n');
    }
    return story.append("call ends within 60s\n").toString();
  }

  private static CarrierSettings settings(CallRequest order, CallDefaults usual)
      throws MalformedOrder {
    URI voiceUrl = order.voiceUrl() == null ? usual.voiceUrl() : order.voiceUrl();
    if (voiceUrl == null) {
      throw new MalformedOrder(
          "there is no voiceUrl", "send one, or start the carrier with --to URL");
    }
    URI publicUrl = order.publicUrl() == null ? usual.publicUrl() : order.publicUrl();
    if (publicUrl != null && publicUrl.getRawQuery() != null) {
      throw new MalformedOrder("publicUrl has a query", "send the URL without what follows ?");
    }
    CarrierSettings settings = CallDefaults.at(usual.settings(), voiceUrl, publicUrl);
    if (order.from() != null) {
      settings = settings.withCaller(number("from", order.from()));
    }
    if (order.to() != null) {
      settings = settings.withCalled(number("to", order.to()));
    }
    if (order.statusCallback() != null) {
      settings = settings.withStatusCallbackUrl(order.statusCallback());
    }
    if (order.fallback() != null) {
      settings = settings.withFallbackUrl(order.fallback());
    }
    Double pace = order.pace();
    return withFaults(pace == null ? settings : settings.withPace(pace), order);
  }

  private static PhoneNumber number(String key, String text) throws MalformedOrder {
    if (text.length() > LONGEST_NUMBER) {
      throw new MalformedOrder(key + " is too long for a number", "send one such as +972501112233");
    }
    return new PhoneNumber(text);
  }

  /// The only place where fault lines are parsed.
  private static CarrierSettings withFaults(CarrierSettings settings, CallRequest order)
      throws MalformedOrder {
    try {
      return settings.withFaults(Faults.parse(order.faults(), order.seed()));
    } catch (MalformedFault e) {
      throw new MalformedOrder(
          "faults cannot be read, " + e.getMessage(), "send lines of: kolan simulate faults");
    }
  }
}
