"""The least that a page with a chart can be, which our pages are held against: Streamlit and one Plotly chart."""

import plotly.graph_objects as go
import streamlit as st

st.plotly_chart(
    go.Figure(go.Bar(x=[f"Xã {number}" for number in range(12)], y=[number * 7 % 11 for number in range(12)]))
)
