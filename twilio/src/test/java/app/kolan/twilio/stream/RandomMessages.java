package app.kolan.twilio.stream;

import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.seed.HostileText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Messages of both directions, with hostile texts.
final class RandomMessages {
  private RandomMessages() {}

  static StreamEvent event(Random random) {
    long sequence = random.nextLong();
    return switch (random.nextInt(6)) {
      case 0 -> new StreamEvent.Connected(HostileText.any(random), HostileText.any(random));
      case 1 ->
          new StreamEvent.Started(
              sequence,
              "MZ" + HostileText.any(random),
              "CA" + HostileText.any(random),
              HostileText.any(random),
              List.of("inbound", HostileText.any(random)),
              parameters(random));
      case 2 ->
          new StreamEvent.Media(
              sequence,
              random.nextBoolean() ? StreamEvent.Track.INBOUND : StreamEvent.Track.OUTBOUND,
              random.nextLong(),
              random.nextLong(),
              audio(random));
      case 3 -> new StreamEvent.Dtmf(sequence, "0123456789*#ABCD".charAt(random.nextInt(16)));
      case 4 -> new StreamEvent.MarkReached(sequence, HostileText.any(random));
      default ->
          new StreamEvent.Stopped(sequence, random.nextBoolean() ? HostileText.any(random) : null);
    };
  }

  static StreamCommand command(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> new StreamCommand.Media(audio(random));
      case 1 -> new StreamCommand.Mark(HostileText.any(random));
      default -> new StreamCommand.Clear();
    };
  }

  private static Map<String, String> parameters(Random random) {
    var parameters = new HashMap<String, String>();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      parameters.put(HostileText.any(random) + "." + i, HostileText.any(random));
    }
    return parameters;
  }

  private static Mulaw audio(Random random) {
    var codes = new byte[random.nextInt(400)];
    random.nextBytes(codes);
    return Mulaw.of(codes);
  }
}
