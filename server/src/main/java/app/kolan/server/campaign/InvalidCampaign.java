package app.kolan.server.campaign;

/// A campaign cannot be made as it was asked for. The message is the remedy, for programs.
public final class InvalidCampaign extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /// What cannot be used.
  public enum Kind {
    NAME,
    WORDS,
    TASK,
    PURPOSE,
    HOURS,
    PACE,
    RETRIES,
    CAPS,
    NO_CSV,
    NO_ROWS,
    TOO_MANY_ROWS,
    NO_NUMBERS,
    /// The words name a column that the file has not.
    NO_COLUMN
  }

  private final Kind kind;
  private final String detail;

  InvalidCampaign(Kind kind, String remedy) {
    this(kind, "", remedy);
  }

  /// @param detail the names that are meant; empty for none
  InvalidCampaign(Kind kind, String detail, String remedy) {
    super(remedy);
    this.kind = kind;
    this.detail = detail;
  }

  public Kind kind() {
    return kind;
  }

  public String detail() {
    return detail;
  }

  /// The remedy that programs are given.
  public String remedy() {
    return String.valueOf(getMessage());
  }

  static void require(boolean holds, Kind kind, String remedy) {
    if (!holds) {
      throw new InvalidCampaign(kind, remedy);
    }
  }
}
