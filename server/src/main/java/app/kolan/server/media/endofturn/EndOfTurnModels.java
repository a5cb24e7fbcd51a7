package app.kolan.server.media.endofturn;

/// The models that come with Kolan.
public final class EndOfTurnModels {
  /// Each language by its own model, told by the letters.
  public static final EndOfTurnModel USUAL =
      new LanguageEndOfTurn(HebrewEndOfTurn.shipped(), new EnglishEndOfTurn());

  private EndOfTurnModels() {}
}
