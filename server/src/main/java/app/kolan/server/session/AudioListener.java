package app.kolan.server.session;

import app.kolan.twilio.audio.Mulaw;

/// Somebody who hears both sides of a call while it runs. Everything is delivered on the line's
/// thread and must not block.
public interface AudioListener {
  /// A frame of the caller's.
  void caller(Mulaw frame);

  /// A piece of ours; the caller hears it after what was told before.
  void agent(Mulaw piece);

  /// What of ours was not played yet is not played any more.
  void cleared();

  /// The line has ended; nothing follows.
  void over();
}
