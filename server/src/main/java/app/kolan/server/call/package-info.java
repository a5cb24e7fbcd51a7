/// One live call: the ear, the mouth, turn-taking and the story's verbs.
@NullMarked
package app.kolan.server.call;

import org.jspecify.annotations.NullMarked;
