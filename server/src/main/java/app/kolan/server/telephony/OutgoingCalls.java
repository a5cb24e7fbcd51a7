package app.kolan.server.telephony;

import app.kolan.server.business.PlacedTalk;
import app.kolan.server.settings.PublicUrl;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.twiml.Twiml;
import app.kolan.twilio.webhook.CallSid;
import java.util.Optional;

/// What answers the webhooks of calls that the server places. A form has the parameters of the
/// URL's query, too, which name the order.
///
/// Each method blocks for the disk.
public interface OutgoingCalls {
  /// There are none: every call is hung up.
  OutgoingCalls NONE =
      new OutgoingCalls() {
        @Override
        public Twiml answered(FormPairs form, PublicUrl base) {
          return CallDocuments.hangUp();
        }

        @Override
        public Optional<Twiml> keyPressed(FormPairs form, PublicUrl base) {
          return Optional.of(CallDocuments.hangUp());
        }

        @Override
        public Optional<Twiml> talk(FormPairs form, PublicUrl base) {
          return Optional.of(CallDocuments.hangUp());
        }

        @Override
        public void turnedAway(FormPairs form) {}

        @Override
        public Optional<PlacedTalk> talkOf(CallSid call) {
          return Optional.empty();
        }

        @Override
        public boolean foundMachine(CallSid call) {
          return false;
        }

        @Override
        public Optional<Twiml> afterTalk(CallSid call, PublicUrl base) {
          return Optional.empty();
        }

        @Override
        public Twiml notice(FormPairs form, PublicUrl base) {
          return CallDocuments.hangUp();
        }

        @Override
        public Twiml dialled(FormPairs form, PublicUrl base) {
          return CallDocuments.hangUp();
        }

        @Override
        public void status(FormPairs form) {}

        @Override
        public void legStatus(FormPairs form) {}

        @Override
        public void recording(FormPairs form) {}

        @Override
        public void detection(FormPairs form) {}
      };

  /// Somebody has answered.
  Twiml answered(FormPairs form, PublicUrl base);

  /// He has pressed a key.
  ///
  /// @return empty when he wants to talk: the call goes on as one that comes in
  Optional<Twiml> keyPressed(FormPairs form, PublicUrl base);

  /// The sentence that opens a talk was said.
  ///
  /// @return empty when the agent is to talk now
  Optional<Twiml> talk(FormPairs form, PublicUrl base);

  /// The agent cannot talk with who has answered.
  void turnedAway(FormPairs form);

  /// What the agent is to reach in a call that was placed for a talk; empty for every other one.
  Optional<PlacedTalk> talkOf(CallSid call);

  /// The agent has found that a machine has answered, and ends the talk.
  ///
  /// @return whether that is known now, so that the machine gets the message
  boolean foundMachine(CallSid call);

  /// What follows a talk that has come to its end; empty for the end of the call.
  Optional<Twiml> afterTalk(CallSid call, PublicUrl base);

  /// What the other one hears before the two are connected.
  Twiml notice(FormPairs form, PublicUrl base);

  /// The leg to the other one is over.
  Twiml dialled(FormPairs form, PublicUrl base);

  /// The call has come so far.
  void status(FormPairs form);

  /// The leg to the other one has come so far.
  void legStatus(FormPairs form);

  /// The two were recorded.
  void recording(FormPairs form);

  /// It is known whether a human or a machine has answered.
  void detection(FormPairs form);
}
