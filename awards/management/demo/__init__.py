"""The demonstration's data: the mid-2021 review of Hưng Yên's economic and technical bloc, and
neighbours."""
