package app.kolan.simulator;

import app.kolan.simulator.script.ScriptFailure;
import app.kolan.twilio.audio.Pcm;
import app.kolan.twilio.webhook.PhoneNumber;
import java.util.List;

/// What happened at the other end of a `<Dial>` to a [Callee].
///
/// @param callSid of this leg
/// @param parentSid of the call that dialled
/// @param callerId the number that the callee saw
/// @param bridged whether he was connected with the caller
/// @param moments of this leg: what was whispered to him, and what he and the caller said
/// @param failures the lines of his script that were not fulfilled
/// @param said what he said, at 8,000 samples a second
/// @param heard what he heard
public record DialledLeg(
    String callSid,
    String parentSid,
    PhoneNumber number,
    PhoneNumber callerId,
    boolean bridged,
    List<CallMoment> moments,
    List<ScriptFailure> failures,
    Pcm said,
    Pcm heard) {
  public DialledLeg {
    moments = List.copyOf(moments);
    failures = List.copyOf(failures);
  }

  /// The moments of one kind.
  public <M extends CallMoment> java.util.stream.Stream<M> moments(Class<M> kind) {
    return moments.stream().filter(kind::isInstance).map(kind::cast);
  }
}
