/// Callers' stories, played on virtual time against the agents of a server.
@NullMarked
package app.kolan.lab.story;

import org.jspecify.annotations.NullMarked;
