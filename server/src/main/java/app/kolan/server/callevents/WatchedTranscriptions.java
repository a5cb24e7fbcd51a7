package app.kolan.server.callevents;

import app.kolan.server.callevents.CallEvent.MessageUnderstood;
import app.kolan.server.callevents.CallEvent.Understood;
import app.kolan.server.store.TranscriptionStore;
import app.kolan.twilio.webhook.CallSid;
import java.time.Instant;
import java.util.List;

/// Words that are published as they are stored, of calls that have arrived in this run of the
/// server.
record WatchedTranscriptions(TranscriptionStore transcriptions, WatchedStores events)
    implements TranscriptionStore {
  @Override
  public List<Sound> findToTranscribe(CallSid call) {
    return transcriptions.findToTranscribe(call);
  }

  @Override
  public void begin(Sound sound, Instant at) {
    transcriptions.begin(sound, at);
  }

  @Override
  public void addWords(Sound sound, String words, String provider, Instant at) {
    transcriptions.addWords(sound, words, provider, at);
    if (words.isEmpty()) {
      return;
    }
    if (sound.recording() != null) {
      events.publish(sound.call(), new MessageUnderstood(sound.recording(), words));
    } else if (sound.turn() != null) {
      events.publish(sound.call(), new Understood(sound.turn(), words));
    }
  }

  @Override
  public void addFailure(Sound sound, String problem, boolean isOver, Instant at) {
    transcriptions.addFailure(sound, problem, isOver, at);
  }
}
