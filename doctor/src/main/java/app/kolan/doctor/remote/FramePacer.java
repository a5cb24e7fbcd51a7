package app.kolan.doctor.remote;

import app.kolan.twilio.audio.Mulaw;
import java.util.concurrent.locks.LockSupport;

/// Paces frames as a telephone does: one every 20 ms, whatever time the work in between takes.
final class FramePacer {
  private long next = System.nanoTime();

  /// Waits until it is time for the next frame.
  void await() throws InterruptedException {
    next += Mulaw.FRAME_LENGTH.toNanos();
    for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
      LockSupport.parkNanos(left);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }
}
