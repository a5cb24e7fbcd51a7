package app.kolan.simulator;

import app.kolan.simulator.fault.Fault;
import app.kolan.simulator.fault.Fault.OfFrames;
import app.kolan.twilio.stream.StreamEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// The faults of a stream's messages towards the server: the delay of each, and which are lost.
/// Uses no clock; the order is kept, as in TCP.
///
/// Owned by one thread.
final class StreamTraffic {
  /// A message with its delay.
  record Outgoing(StreamEvent event, Duration late) {}

  private final Duration late;
  private final Duration jitter;
  private final int burst;
  private final Optional<Fault.FramesLost> gaps;
  private final Random chance;
  private final List<StreamEvent> held = new ArrayList<>();
  private int framesHeld;
  private long frames;
  private boolean lossy;

  StreamTraffic(CallFaults faults) {
    this.late = faults.take(Fault.FramesLate.class).map(Fault.FramesLate::by).orElse(Duration.ZERO);
    this.jitter =
        faults.take(Fault.FramesJitter.class).map(Fault.FramesJitter::by).orElse(Duration.ZERO);
    this.burst = faults.take(Fault.FramesInBursts.class).map(Fault.FramesInBursts::of).orElse(1);
    this.gaps = faults.take(Fault.FramesLost.class);
    this.chance = faults.chance(OfFrames.class);
  }

  /// Accepts a message to send.
  ///
  /// @return the messages that go out now, in order
  List<Outgoing> pass(StreamEvent event) {
    switch (event) {
      case StreamEvent.Media _ -> {
        if (isInGap(frames++)) {
          lossy = true;
          return List.of();
        }
        held.add(event);
        framesHeld++;
      }
      case StreamEvent.Connected _, StreamEvent.Started _, StreamEvent.Stopped _ -> {
        held.add(event);
        return release();
      }
      case StreamEvent.Dtmf _, StreamEvent.MarkReached _, StreamEvent.Unknown _ -> held.add(event);
    }
    return framesHeld == 0 || framesHeld >= burst ? release() : List.of();
  }

  /// Whether some of the caller's audio was lost.
  boolean isLossy() {
    return lossy;
  }

  /// The gap stands at the end of each stretch.
  private boolean isInGap(long frame) {
    return gaps.map(gap -> frame % gap.every() >= gap.every() - gap.of()).orElse(false);
  }

  private List<Outgoing> release() {
    List<Outgoing> out = held.stream().map(event -> new Outgoing(event, lateness())).toList();
    held.clear();
    framesHeld = 0;
    return out;
  }

  private Duration lateness() {
    return jitter.isZero() ? late : late.plusMillis(chance.nextLong(jitter.toMillis() + 1));
  }
}
