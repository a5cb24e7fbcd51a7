@NullMarked
package app.kolan.server.llm;

import org.jspecify.annotations.NullMarked;
