/// The language models that people use, behind the port of minds: the vendors' wires over
/// LangChain4j.
@NullMarked
package app.kolan.server.model;

import org.jspecify.annotations.NullMarked;
