"""What a collection brings: each part is judged, and there is room for it or not. Before anything is kept."""
