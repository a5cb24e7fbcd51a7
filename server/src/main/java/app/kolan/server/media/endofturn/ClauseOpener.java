package app.kolan.server.media.endofturn;

/// What has opened a clause.
enum ClauseOpener {
  NONE,
  AND,
  CONJUNCTION,
  THAT,
  RELATIVE,
  IF,
  QUESTION,
  SECOND
}
