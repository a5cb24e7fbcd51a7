package app.kolan.simulator.scene;

import java.util.List;

/// What a scene's server does at one path.
public sealed interface SceneRoute {
  /// Answers with a body. In it, `{http}` and `{ws}` stand for the server's address.
  ///
  /// @param type the `Content-Type`, empty for none
  /// @param padding how many characters of XML comment are put before the body's end
  record Answers(int status, String type, String body, int padding) implements SceneRoute {}

  record RedirectsTo(String path) implements SceneRoute {}

  /// Accepts the request and never answers.
  record NeverAnswers() implements SceneRoute {}

  /// Answers as another route does, but only what is signed over this URL; anything else gets 403.
  record WantsSignatureOver(String url, SceneRoute then) implements SceneRoute {}

  /// Answers 101, then performs these actions in order.
  record Upgrades(List<SocketAction> actions) implements SceneRoute {
    public Upgrades {
      actions = List.copyOf(actions);
    }
  }
}
